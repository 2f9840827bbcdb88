// What a provider of somebody else's computers, or of ones that another program makes, has to tell of them.
import type { Settings } from '../settings.ts';
import type {
  Capabilities,
  Checkpoints,
  MachineStatus,
  PrepareOptions,
  WorkOptions,
} from '../types.ts';
import type { Login } from './login.ts';
import type { RemoteMachine } from './machine.ts';

/** What differs between providers: who has the computer, and how its power is switched. */
export interface Host {
  readonly provider: Settings['provider'];
  readonly capabilities: Capabilities;
  /** Whether it is there for the course alone. Otherwise it is changed only after a yes, and given back. */
  readonly ours: boolean;
  /** As its own program sees it; `made`: whether we have a record of it. */
  status(made: boolean): Promise<MachineStatus>;
  /** Made and running, as far as it can be brought to that. Nothing where it is not ours to start. */
  start(options: WorkOptions): Promise<void>;
  /**
   * How to get in before the course's own key is there. `ask`: for a host key that nobody knows yet; `hostKey`: one
   * that was agreed to before. Null after a no, and where nobody can be asked.
   */
  login(
    options: WorkOptions & { ask: PrepareOptions['ask'] | null; hostKey?: string },
  ): Promise<Login | null>;
  stop(options: WorkOptions): Promise<void>;
  /** Removes the computer, where it is ours. */
  destroy(options: WorkOptions): Promise<void>;
  checkpoints?(machine: RemoteMachine): Checkpoints;
}
