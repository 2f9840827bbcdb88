// Judges an expectation on a recorded stage, and tells the verdict with the reasons: the shape most tests compare.
import { judge } from '../../src/checks/index.ts';
import type { Expectation, Finding, Verdict } from '../../src/checks/types.ts';
import type { Ask, Language } from '../../src/course/types.ts';
import type { Observation } from '../../src/observe/types.ts';
import { recorded } from '../observe/recorded.ts';

const cache = new Map<string, Observation>();

export function stage(name: string): Observation {
  const found = cache.get(name) ?? recorded(name);
  cache.set(name, found);
  return found;
}

export function verdictOf(
  at: string | Observation,
  expect: Expectation | readonly Expectation[],
  language: Language = 'en',
): Verdict {
  const observation = typeof at === 'string' ? stage(at) : at;
  const list = Array.isArray(expect) ? (expect as readonly Expectation[]) : [expect as Expectation];
  return judge({ expect: list, ask: null }, observation, { language });
}

/** What was found wrong; empty when passed. */
export function reasons(
  at: string | Observation,
  expect: Expectation | readonly Expectation[],
  language: Language = 'en',
): string[] {
  return verdictOf(at, expect, language)
    .findings.filter((one) => one.verdict !== 'pass')
    .map((one) => one.found);
}

/** An observation whose one command printed `output`. */
export function toldBy(ask: Ask, output: string, status = 0): Observation {
  const clean = stage('clean');
  return {
    state: clean.state,
    probes: [{ probe: { kind: 'run', command: ask.run }, status, output, errors: '' }],
  };
}

export function answered(ask: Ask, output: string, answer: string | undefined): Finding {
  const { findings } = judge({ expect: [], ask }, toldBy(ask, output), { language: 'en', answer });
  const [first] = findings;
  if (!first) throw new Error('no finding');
  return first;
}
