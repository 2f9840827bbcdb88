// The outer parts that a session opens when they are asked for. Tests hand in other ones.
import type { LoadedCourse } from '../course/markdown.ts';
import type { DoctorReport } from '../host/doctor.ts';
import type { Paths } from '../host/paths.ts';
import type { PrepareOptions } from '../host/prepare.ts';
import type { Images } from '../machines/index.ts';
import type { Machine } from '../machines/types.ts';
import type { Io } from './io.ts';

export interface Parts {
  /** Folder of the course that comes with bridge-labs. */
  packagedCourse(): Promise<string>;
  /** Reads a course with the names that the seed draws, from the cache where it is there. */
  loadCourse(folder: string, cache: string, seed: string | null): Promise<LoadedCourse>;
  openMachine(options: { readonly paths: Paths; readonly name: string }): Promise<Machine>;
  openImages(paths: Paths): Promise<Images>;
  /** Sees that this computer has what a machine takes; see src/host/prepare.ts. */
  prepareHost(env: Io['env'], options: PrepareOptions): Promise<void>;
  examineHost(env: Io['env'], paths: Paths): Promise<DoctorReport>;
}
