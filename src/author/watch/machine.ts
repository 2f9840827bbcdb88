// The proof machine of `labs author watch`: made once, kept between proofs, and brought to where a step begins.
import type { Course, Lab, Step } from '../../course/types.ts';
import { LabsError } from '../../errors.ts';
import { stepsBefore } from '../../learner/plan.ts';
import { isReplayFailure } from '../../learner/replay.ts';
import type { Session } from '../../learner/session.ts';
import { spot } from '../../learner/standing.ts';
import type { Machine, Progress } from '../../machines/types.ts';
import { errorText } from '../../ui/messages/index.ts';
import type { WorkProgress } from '../../ui/reporter.ts';
import { Bench } from '../prove/bench.ts';
import { orAborted } from '../prove/guest.ts';
import type { StepResult } from '../prove/results.ts';
import { proveStep } from '../prove/step.ts';
import { stateKey } from '../prove/key.ts';

/** Neither the learner's nor that of `author prove`, which may be at work beside. */
export const WATCH_MACHINE = 'watch';

/** Where the step begins that was proven last: an author comes back to it again and again. */
const BEGIN = 'watch/begin';

export class ProofMachine {
  readonly #session: Session;
  #up: Promise<Machine> | null = null;
  /** What the machine has behind it right now, and at its checkpoint BEGIN; null where that is not known. */
  #stands: string | null = null;
  #saved: string | null = null;
  /** How far its making is, and who shows it. */
  #phase: [key: string, detail: string | undefined] | null = null;
  #shown: Progress | null = null;

  /** The session's signal ends the machine's making. */
  constructor(session: Session) {
    this.#session = session;
  }

  /** Begins to make the machine; `prove` waits for it. */
  start(): void {
    this.#up ??= this.#make();
    // Whoever proves is told.
    this.#up.catch(() => undefined);
  }

  /**
   * Proves a step, in the session's time: its signal ends the proof, and leaves a machine that the next proof can
   * use. A machine that fails is told and made anew, once. Throws LabsError `replay-failed` when the steps before do
   * not work, and of kind `machine`.
   */
  async prove(session: Session, course: Course, lab: Lab, step: Step): Promise<StepResult> {
    try {
      return await this.#proveHere(session, course, lab, step);
    } catch (error) {
      const ofMachine = error instanceof LabsError && error.kind === 'machine';
      if (session.io.signal.aborted || this.#up !== null || !ofMachine) throw error;
      session.reporter.warn(
        session.messages.author.machineFailed(errorText(session.messages, error).message),
      );
      return await this.#proveHere(session, course, lab, step);
    }
  }

  async #proveHere(session: Session, course: Course, lab: Lab, step: Step): Promise<StepResult> {
    const { reporter, io } = session;
    const machine = await reporter.work((work) => this.#ready(work, io.signal));
    const before = stepsBefore(course, { lab: lab.slug, step: step.id });
    const steps = before.map((at) => spot(course, at).step);
    const bench = new Bench(session, machine, io.signal);
    try {
      await reporter.work(async (work) => {
        work.phase('machine.replay', `${lab.number}/${step.id}`);
        if (this.#stands === stateKey(steps)) return;
        this.#stands = null;
        if (this.#saved === stateKey(steps))
          await machine.checkpoints?.restore(BEGIN, { signal: io.signal });
        else await bench.begin(course, before);
        await this.#keep(bench, machine, stateKey(steps), io.signal);
      });
      this.#stands = null;
      const proven = await reporter.work((work) => {
        work.phase('prove.step', `${lab.number}/${step.id}`);
        const fraction = (part: number): void => work.fraction(part);
        return proveStep(bench, step, { lab: lab.slug, fraction, now: io.now });
      });
      if (proven.solved) this.#stands = stateKey([...steps, step]);
      return proven.result;
    } catch (error) {
      // What ails it is not known: the next proof gets another.
      if (!io.signal.aborted && !isReplayFailure(error)) this.#up = null;
      throw error;
    } finally {
      await bench.close();
    }
  }

  /** Leaves no machine behind. */
  async close(): Promise<void> {
    const { reporter, parts, paths } = this.#session;
    await this.#up?.catch(() => undefined);
    const machine = await parts.openMachine({ paths, name: WATCH_MACHINE, disposable: true });
    await reporter.work((progress) => {
      progress.phase('machine.destroy');
      // Without the signal: it is aborted by now.
      return machine.destroy();
    });
  }

  async #make(): Promise<Machine> {
    const { parts, paths, io } = this.#session;
    this.#stands = null;
    this.#saved = null;
    const progress: Progress = {
      phase: (key, detail) => {
        this.#phase = [key, detail];
        this.#shown?.phase(key, detail);
      },
      fraction: (part) => this.#shown?.fraction?.(part),
    };
    const machine = await parts.openMachine({ paths, name: WATCH_MACHINE, disposable: true });
    // What a killed watch left may stand on another image.
    await machine.destroy({ signal: io.signal });
    await machine.up({ signal: io.signal, progress });
    return machine;
  }

  /** The machine, once it is up; rejects at once when `signal` is aborted, while its making goes on. */
  async #ready(work: WorkProgress, signal: AbortSignal): Promise<Machine> {
    this.start();
    this.#shown = work;
    if (this.#phase !== null) work.phase(...this.#phase);
    try {
      const machine = await orAborted(signal, () => this.#up!);
      this.#phase = null;
      return machine;
    } catch (error) {
      if (!signal.aborted) this.#up = null;
      throw error;
    } finally {
      this.#shown = null;
    }
  }

  /** Saves where the step begins, so that its next proof replays nothing; a machine as it was built has that already. */
  async #keep(bench: Bench, machine: Machine, state: string, signal: AbortSignal): Promise<void> {
    if (state !== stateKey([]) && state !== this.#saved) {
      this.#saved = null;
      await bench.close();
      await machine.checkpoints?.save(BEGIN, { signal });
      this.#saved = state;
    }
    this.#stands = state;
  }
}
