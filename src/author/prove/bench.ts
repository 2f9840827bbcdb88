// The machine that a proof works on: its checkpoints, a connection, and what the check sees there.
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { judge, needsOf, probesOf } from '../../checks/index.ts';
import type { Verdict } from '../../checks/types.ts';
import type { Course, Step } from '../../course/types.ts';
import { LabsError } from '../../errors.ts';
import { BASE } from '../../learner/plan.ts';
import { explain, reach } from '../../learner/reach.ts';
import { blocksCommand, setUpStep, solveStep } from '../../learner/replay.ts';
import type { Session } from '../../learner/session.ts';
import { spot } from '../../learner/standing.ts';
import type { Checkpoints, Machine } from '../../machines/types.ts';
import { observe } from '../../observe/index.ts';
import type { StepRef } from '../../progress/index.ts';
import type { CommandResult, Connection } from '../../ssh/types.ts';
import { commandLine } from '../../ssh/words.ts';

/** Names that no step of a course has: a lab's slug would have to be `prove`, and its machine is another. */
const CHECKPOINTS = { begin: 'prove/begin', solved: 'prove/solved' } as const;
export type Mark = keyof typeof CHECKPOINTS;

const LIMIT_MS = 180_000;

/** What the check sees at one moment; judged once per answer. */
export type Look = (answer?: string) => Verdict;

export class Bench {
  readonly #session: Session;
  readonly #machine: Machine;
  readonly #checkpoints: Checkpoints;
  #open: Promise<Connection> | undefined;
  /** The steps whose solutions the machine has behind it since it was built; null where that is not known. */
  #behind: string[] | null = null;

  /** Throws LabsError `no-live-checkpoints` for a machine of a provider that has none. */
  constructor(session: Session, machine: Machine) {
    this.#session = session;
    this.#machine = machine;
    if (machine.checkpoints === null) {
      throw new LabsError('machine', 'no-live-checkpoints', 'a proof needs live checkpoints', {
        params: { provider: machine.provider },
      });
    }
    this.#checkpoints = machine.checkpoints;
  }

  /**
   * To the machine as it was built, then the solutions of `steps`; nothing where it stands there already, as at the
   * beginning of a lab whose predecessor was just proven. Throws `replay-failed`.
   */
  async begin(course: Course, steps: readonly StepRef[]): Promise<void> {
    const wanted = steps.map(({ lab, step }) => `${lab}/${step}`);
    if (isDeepStrictEqual(this.#behind, wanted)) return;
    await this.#restore(BASE);
    this.#behind = [];
    for (const at of steps) {
      const { lab, step } = spot(course, at);
      await this.setUp(lab.slug, step);
      await this.solve(lab.slug, step);
    }
  }

  async save(mark: Mark): Promise<void> {
    // Connections through QEMU's user-mode network stand still for good once the machine was saved.
    await this.close();
    await this.#checkpoints.save(CHECKPOINTS[mark], { signal: this.#signal });
  }

  restore(mark: Mark): Promise<void> {
    return this.#restore(CHECKPOINTS[mark]);
  }

  /** Runs the step's setup as the learner, where it has one. Throws `replay-failed`. */
  async setUp(lab: string, step: Step): Promise<void> {
    if (step.setup === null) return;
    const behind = this.#behind;
    this.#behind = null;
    await setUpStep(asLearner(await this.#connection()), lab, step, { signal: this.#signal });
    this.#behind = behind;
  }

  /** Runs the step's solution as the learner. Throws `replay-failed`. */
  async solve(lab: string, step: Step): Promise<void> {
    const behind = this.#behind;
    // Half a solution is no state that anything could begin from.
    this.#behind = null;
    const connection = asLearner(await this.#connection());
    await solveStep(connection, lab, step, { signal: this.#signal });
    this.#behind = behind && [...behind, `${lab}/${step.id}`];
  }

  /** Types a mistake as the learner, in a shell of its own. */
  async type(command: string): Promise<CommandResult> {
    const connection = asLearner(await this.#connection());
    return this.#explained(
      connection.run(blocksCommand([command]), { timeoutMs: LIMIT_MS, signal: this.#signal }),
    );
  }

  /** The right answers to a question, a line each, as the machine tells them to root. */
  async truths(command: string): Promise<string[]> {
    const connection = await this.#connection();
    const options = { timeoutMs: LIMIT_MS, signal: this.#signal };
    const asked = connection.run(commandLine(['sh', '-c', command]), options);
    const { stdout } = await this.#explained(asked);
    return stdout
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** Looks at the machine as a check of this step does. Verdicts are English: `finds` is. */
  async look(step: Step): Promise<Look> {
    const connection = await this.#connection();
    const observation = await this.#explained(
      observe(connection.runScript, {
        needs: needsOf(step),
        probes: probesOf(step),
        nonce: randomBytes(12).toString('hex'),
      }),
    );
    return (answer) => judge(step, observation, { language: 'en', answer });
  }

  /** Says goodbye; the machine stays. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await Promise.allSettled([open?.then((connection) => connection.close())]);
  }

  get #signal(): AbortSignal {
    return this.#session.io.signal;
  }

  async #restore(name: string): Promise<void> {
    // A connection does not live through it: the machine goes on where it knew nothing of this one.
    await this.close();
    await this.#checkpoints.restore(name, { signal: this.#signal });
  }

  /** One for all: a login costs the machine as much as a check. */
  #connection(): Promise<Connection> {
    this.#open ??= reach(this.#session, this.#machine, 'observer');
    return this.#open;
  }

  async #explained<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw await explain(this.#session, this.#machine, error);
    }
  }
}

/** Becomes the user of that name, in their home and with their groups; PAM would begin a session for each. */
const BECOME = `exec setpriv --reuid "$1" --regid "$(id -g "$1")" --init-groups --reset-env sh -c "cd && $2"`;

/** Runs commands as the learner over the observer's connection. */
function asLearner(connection: Connection): Pick<Connection, 'run'> {
  const { user, observer } = connection.target;
  if (user === observer) return connection;
  return {
    run: (command, options) =>
      connection.run(commandLine(['sh', '-c', BECOME, 'sh', user, command]), options),
  };
}
