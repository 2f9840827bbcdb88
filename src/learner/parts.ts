// The outer parts that a session opens when they are asked for. Tests hand in other ones.
import type { LoadedCourse } from '../course/markdown.ts';
import type { Language } from '../course/types.ts';
import type { DoctorReport } from '../host/doctor.ts';
import type { Paths } from '../host/paths.ts';
import type { PrepareOptions } from '../host/prepare.ts';
import type { Images, OpenOptions } from '../machines/index.ts';
import type { Choice } from '../machines/providers.ts';
import type { Settings } from '../machines/settings.ts';
import type { Machine } from '../machines/types.ts';
import type { Io } from './io.ts';

export interface Parts {
  /** Folder of the course that comes with bridge-labs. */
  packagedCourse(): Promise<string>;
  /** Reads a course with the names that the seed draws, from the cache where it is there. */
  loadCourse(
    folder: string,
    cache: string,
    seed: string | null,
    language: Language,
  ): Promise<LoadedCourse>;
  openMachine(options: OpenOptions): Promise<Machine>;
  /** What a machine of this home was made with; null where there is none. */
  machineSettings(paths: Paths): Promise<Settings | null>;
  /** The provider for a machine that is yet to be made; see src/machines/providers.ts. Null: there is no choice. */
  chooseProvider(env: Io['env'], paths: Paths): Promise<Choice | null>;
  openImages(paths: Paths): Promise<Images>;
  /** Sees that this computer has what a machine takes; see src/host/prepare.ts. */
  prepareHost(env: Io['env'], options: PrepareOptions): Promise<void>;
  examineHost(env: Io['env'], paths: Paths): Promise<DoctorReport>;
}
