// What a proof found, as plain data, and the judgement of it. Pure: verdicts go in, results come out.
import type { Verdict, VerdictValue } from '../../checks/types.ts';
import type { Mistake } from '../../course/types.ts';

/** What did not hold: where in the proof, what was to be, and what the check said instead. */
export interface Failure {
  readonly at:
    | 'setup'
    | 'before'
    | 'other-way'
    | 'solution'
    | 'after'
    | 'again'
    | 'truth'
    | 'no-answer'
    | 'not-run'
    | 'not-recorded'
    | 'mistake'
    | 'variant';
  /** The command or answer of the mistake or the other way; else empty. */
  readonly subject: string;
  readonly expected: string;
  readonly said: string;
}

export interface MistakeResult {
  readonly run?: string;
  readonly answer?: string;
  readonly finds: string;
  /** The check said not-yet, and gave the reason that the mistake states. */
  readonly caught: boolean;
  /** The finding that was the reason; of a mistake that was not caught, all that was said instead. */
  readonly reason: string;
}

/** Null: the proof did not come to it. */
export interface Verdicts {
  readonly before: VerdictValue | null;
  readonly after: VerdictValue | null;
  /** After all that was tried was undone. */
  readonly again: VerdictValue | null;
}

export interface StepResult {
  readonly step: string;
  readonly verdicts: Verdicts;
  readonly mistakes: readonly MistakeResult[];
  /** Other ways to the step's effect that were tried; those that did not pass are among the failures. */
  readonly otherWays: readonly string[];
  /** Variations of the solution that no author wrote, and how many of them the check judged as their end state asks. */
  readonly variants: { readonly tried: number; readonly right: number };
  /** Expectations, in a check's words, that no mistake makes fail. They are told, and are no failure. */
  readonly untested: readonly string[];
  /** How many expectations the solved step was judged by. */
  readonly expectations: number;
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

export interface LabResult {
  /** Slug. */
  readonly lab: string;
  readonly steps: readonly StepResult[];
  /** Why the lab, or the rest of it, could not be proven; null when it was. */
  readonly stopped: string | null;
}

export interface Totals {
  readonly steps: number;
  readonly caught: number;
  readonly tried: number;
  /** Variations of solutions that were judged rightly, and all of them. */
  readonly variantsRight: number;
  readonly variantsTried: number;
  /** Expectations that some mistake makes fail, and all of them. */
  readonly covered: number;
  readonly expectations: number;
  readonly ok: boolean;
}

/** A verdict on one line: `pass`, or `not-yet: br0 is down; br0 has no address`. */
export function said({ verdict, findings }: Verdict): string {
  const reasons = findings.filter((one) => one.verdict !== 'pass').map(({ found }) => found);
  return reasons.length === 0 ? verdict : `${verdict}: ${reasons.join('; ')}`;
}

/**
 * Whether this (English) verdict is the one that the mistake asks for: not-yet, and `finds` is part of what
 * a failed expectation found. What was expected says the same of every mistake, so it is no reason.
 */
export function judgeMistake(mistake: Mistake, verdict: Verdict): MistakeResult {
  const reason = verdict.findings.find(
    (one) => one.verdict === 'not-yet' && one.found.includes(mistake.finds),
  );
  const caught = verdict.verdict === 'not-yet' && reason !== undefined;
  return { ...named(mistake), caught, reason: caught ? reason.found : said(verdict) };
}

/** A mistake that could not be tried, and why. */
export function untried(mistake: Mistake, reason: string): MistakeResult {
  return { ...named(mistake), caught: false, reason };
}

/** The mistakes that were not caught, as failures. */
export function mistakeFailures(mistakes: readonly MistakeResult[]): Failure[] {
  return mistakes
    .filter(({ caught }) => !caught)
    .map(({ run, answer, finds, reason }) => ({
      at: 'mistake',
      subject: run ?? answer ?? '',
      expected: `not-yet: … ${finds} …`,
      said: reason,
    }));
}

/** Empty when the verdict is the wanted one. */
export function wanted(at: Failure['at'], value: VerdictValue, verdict: Verdict): Failure[] {
  if (verdict.verdict === value) return [];
  return [{ at, subject: '', expected: value, said: said(verdict) }];
}

/** What the solved step was judged by (`what` of each finding), without what failed after some mistake. */
export function untestedOf(solved: Verdict, mistaken: readonly Verdict[]): string[] {
  const tested = new Set(
    mistaken.flatMap(({ findings }) =>
      findings.filter(({ verdict }) => verdict === 'not-yet').map(({ what }) => what),
    ),
  );
  return expectationsOf(solved).filter((what) => !tested.has(what));
}

/** What a verdict judges (`what` of each finding), each once. */
export function expectationsOf({ findings }: Verdict): string[] {
  return [...new Set(findings.map(({ what }) => what))];
}

/** Counts of all labs; ok when every step of every lab was proven, and nothing failed. */
export function totalsOf(labs: readonly LabResult[]): Totals {
  const steps = labs.flatMap((lab) => lab.steps);
  const mistakes = steps.flatMap((step) => step.mistakes);
  return {
    steps: steps.length,
    caught: mistakes.filter(({ caught }) => caught).length,
    tried: mistakes.length,
    variantsRight: steps.reduce((sum, { variants }) => sum + variants.right, 0),
    variantsTried: steps.reduce((sum, { variants }) => sum + variants.tried, 0),
    covered: steps.reduce((sum, step) => sum + step.expectations - step.untested.length, 0),
    expectations: steps.reduce((sum, step) => sum + step.expectations, 0),
    ok:
      labs.every(({ stopped }) => stopped === null) &&
      steps.every(({ failures }) => failures.length === 0),
  };
}

/** Of both together. */
export function addTotals(one: Totals, other: Totals | null): Totals {
  if (other === null) return one;
  return {
    steps: one.steps + other.steps,
    caught: one.caught + other.caught,
    tried: one.tried + other.tried,
    variantsRight: one.variantsRight + other.variantsRight,
    variantsTried: one.variantsTried + other.variantsTried,
    covered: one.covered + other.covered,
    expectations: one.expectations + other.expectations,
    ok: one.ok && other.ok,
  };
}

/** How many things did not hold. */
export function failuresOf(labs: readonly LabResult[]): number {
  return labs.flatMap((lab) => lab.steps).flatMap((step) => step.failures).length;
}

function named({ run, answer, finds }: Mistake): Omit<MistakeResult, 'caught' | 'reason'> {
  return {
    ...(run === undefined ? {} : { run }),
    ...(answer === undefined ? {} : { answer }),
    finds,
  };
}
