// The machine that a proof works on: where it stands, the checkpoints that lead back, and what the check sees there.
import { newNonce } from '../../ssh/nonce.ts';
import { judge, needsOf, probesOf } from '../../checks/index.ts';
import type { Evidence, Verdict } from '../../checks/types.ts';
import type { Course, Step } from '../../course/types.ts';
import { LabsError } from '../../errors.ts';
import { BASE } from '../../learner/plan.ts';
import { blocksCommand, screenOfSolution, setUpStep, solveStep } from '../../learner/replay.ts';
import type { Session } from '../../learner/session.ts';
import { spot } from '../../learner/standing.ts';
import type { Checkpoints, Machine } from '../../machines/types.ts';
import { mapNeeds } from '../../map/index.ts';
import { observe } from '../../observe/index.ts';
import type { NetworkState, Observation, ObservationNeeds, Probe } from '../../observe/types.ts';
import type { StepRef } from '../../progress/index.ts';
import { fingerprintOf, FULL_NEEDS, REST } from './fingerprint.ts';
import { openGuest, outputOf, type Guest, type GuestResult } from './guest.ts';
import { variantCommand } from './variants.ts';

/** What the check sees at one moment; judged once per answer, and with what stood on the learner's screen. */
export type Look = (answer?: string, evidence?: Evidence) => Verdict;

/** A look, and the whole state that it was taken at. */
export interface FullLook {
  readonly look: Look;
  readonly fingerprint: string;
}

/** Names that no step of a course has: a lab's slug would have to be `prove`, and its machine is another. */
const SLOTS = ['prove/one', 'prove/other'];
/** Of the ends of labs that are kept; then the lab's slug. */
const KEPT = 'prove/after-';

/**
 * Takes all processors but one away from the machine. Emulated machines that together have more of them than the
 * computer wait for each other: one spins for a lock, while the one that holds it has no processor to run on. Only to be
 * run where it cannot be the computer's own: on the console of a machine that has one.
 */
const ONE_CPU = 'for cpu in /sys/devices/system/cpu/cpu[1-9]*/online; do echo 0 >"$cpu"; done';

export class Bench {
  readonly #machine: Machine;
  readonly #checkpoints: Checkpoints;
  readonly #guest: Guest;
  readonly #signal: AbortSignal;
  /** The steps whose solutions the machine has behind it since it was built; null where that is not known. */
  #behind: readonly string[] | null = null;
  /** The checkpoint that holds the machine as it is now; null where none does. */
  #at: string | null = null;
  /** What each checkpoint has behind it, as above. */
  readonly #saved = new Map<string, readonly string[] | null>([[BASE, []]]);

  /** Throws LabsError `no-live-checkpoints` for a machine of a provider that has none. */
  constructor(session: Session, machine: Machine, signal: AbortSignal) {
    this.#machine = machine;
    this.#signal = signal;
    if (machine.checkpoints === null) {
      throw new LabsError('machine', 'no-live-checkpoints', 'a proof needs live checkpoints', {
        params: { provider: machine.provider },
      });
    }
    this.#checkpoints = machine.checkpoints;
    this.#guest = openGuest(session, machine, signal);
  }

  /** The last lines of the machine's console; none where it has none. */
  lastWords(): Promise<readonly string[]> {
    return this.#machine.consoleTail(8).catch(() => []);
  }

  /** How much has to be replayed to stand behind these steps: 0 where it stands there, or can be restored there. */
  distance(steps: readonly StepRef[]): number {
    const way = steps.map(nameOf);
    return this.#behind !== null && keyOf(this.#behind) === keyOf(way)
      ? 0
      : way.length - this.#nearest(way).done;
  }

  /**
   * To where these steps are behind it: from the nearest checkpoint on the way, then by their solutions; nothing
   * where it stands there already, as at the beginning of a lab whose predecessor was just proven.
   * Throws `replay-failed`.
   */
  async begin(course: Course, steps: readonly StepRef[]): Promise<void> {
    const way = steps.map(nameOf);
    if (this.#behind !== null && keyOf(this.#behind) === keyOf(way)) return;
    const { name, done } = this.#nearest(way);
    await this.restore(name);
    for (const at of steps.slice(done)) {
      const { lab, step } = spot(course, at);
      await this.setUp(lab.slug, step);
      await this.solve(lab.slug, step);
    }
  }

  /** Keeps the machine as it is now, for labs that begin here. */
  async keepEnd(lab: string): Promise<void> {
    if (this.#behind !== null) await this.#save(`${KEPT}${lab}`);
  }

  /** The checkpoint of the machine as it is now, saved if there is none; `but` is one that must stay. */
  async mark(but: string | null = null): Promise<string> {
    if (this.#at !== null) return this.#at;
    const name = SLOTS.find((slot) => slot !== but) ?? '';
    await this.#save(name);
    return name;
  }

  /** Back to a checkpoint; nothing where the machine stands there. */
  async restore(name: string): Promise<void> {
    if (this.#at === name) return;
    this.#at = null;
    await this.#guest.letGo();
    await this.#checkpoints.restore(name, { signal: this.#signal, until: 'running' });
    this.#at = name;
    this.#behind = this.#saved.get(name) ?? null;
    if (name === BASE && this.#machine.console !== null) await this.#guest.asRoot(ONE_CPU);
  }

  /** Runs the step's setup as the learner, where it has one. Throws `replay-failed`. */
  async setUp(lab: string, step: Step): Promise<void> {
    if (step.setup === null) return;
    const behind = this.#behind;
    await this.#changing(() => setUpStep(this.#learner, lab, step));
    this.#behind = behind;
  }

  /** Runs the step's solution as the learner; resolves with what their screen would have shown. Throws `replay-failed`. */
  async solve(lab: string, step: Step): Promise<string> {
    const behind = this.#behind;
    // All of the output is only fetched where it is looked at.
    const screen = await this.#changing<string | void>(() =>
      (step.inspect ? screenOfSolution : solveStep)(this.#learner, lab, step),
    );
    this.#behind = behind && [...behind, `${lab}/${step.id}`];
    return screen ?? '';
  }

  /** Types a mistake as the learner, in a shell of its own. */
  type(command: string): Promise<GuestResult> {
    return this.#changing(() => this.#guest.asLearner(blocksCommand([command])));
  }

  /** Types commands as the learner, in one shell, whether they work or not. */
  async typeAll(commands: readonly string[]): Promise<void> {
    await this.#changing(() => this.#guest.asLearner(variantCommand(commands)));
  }

  /** The right answers to a question, a line each, as the machine tells them to root. */
  async truths(command: string): Promise<string[]> {
    const { stdout } = await this.#guest.asRoot(command);
    return stdout
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** Looks at the machine as a check of this step does. Verdicts are English: `finds` is. */
  async look(step: Step): Promise<Look> {
    const observation = await this.#observe(needsOf(step), probesOf(step));
    return (answer, evidence) => judge(step, observation, { language: 'en', answer, evidence });
  }

  /** The same, and the whole state of the machine. */
  async lookFully(step: Step): Promise<FullLook> {
    const observation = await this.#observe(FULL_NEEDS, [...probesOf(step), REST]);
    return {
      look: (answer, evidence) => judge(step, observation, { language: 'en', answer, evidence }),
      fingerprint: fingerprintOf(observation),
    };
  }

  /** The network as a map shows it. */
  async state(): Promise<NetworkState> {
    return (await this.#observe(mapNeeds(), [])).state;
  }

  /** Says goodbye; the machine stays. */
  close(): Promise<void> {
    return this.#guest.letGo();
  }

  get #learner(): { run: Guest['asLearner'] } {
    return { run: (command) => this.#guest.asLearner(command) };
  }

  #observe(needs: ObservationNeeds, probes: readonly Probe[]): Promise<Observation> {
    const options = { needs, probes, nonce: newNonce() };
    return observe((script) => outputOf(this.#guest, script), options);
  }

  /** Whatever it does, the machine may be another one afterwards. */
  async #changing<T>(work: () => Promise<T>): Promise<T> {
    this.#signal.throwIfAborted();
    this.#at = null;
    this.#behind = null;
    return work();
  }

  async #save(name: string): Promise<void> {
    await this.#guest.letGo();
    await this.#checkpoints.save(name, { signal: this.#signal });
    this.#at = name;
    this.#saved.set(name, this.#behind);
  }

  /** The end of a lab that is farthest on the way, and how much of the way it has behind it; else the base. */
  #nearest(way: readonly string[]): { name: string; done: number } {
    let nearest = { name: BASE, done: 0 };
    for (const [name, behind] of this.#saved) {
      // The others may hold a step's setup as well.
      if (behind === null || !name.startsWith(KEPT) || behind.length <= nearest.done) continue;
      if (keyOf(behind) === keyOf(way.slice(0, behind.length))) {
        nearest = { name, done: behind.length };
      }
    }
    return nearest;
  }
}

function nameOf({ lab, step }: StepRef): string {
  return `${lab}/${step}`;
}

function keyOf(way: readonly string[]): string {
  return way.join(' ');
}
