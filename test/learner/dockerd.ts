// Something that looks like a running dockerd, by its name and pid file: the computer of the tests may have no Docker.
import { spawn } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Dockerd {
  /** For `startServer`: has what is run look there. */
  readonly edit: (command: string) => string;
  readonly stop: () => void;
}

export function dockerdIn(folder: string): Dockerd {
  symlinkSync('/bin/sleep', join(folder, 'dockerd'));
  const child = spawn(join(folder, 'dockerd'), ['600']);
  const file = join(folder, 'docker.pid');
  writeFileSync(file, `${child.pid}\n`);
  return {
    edit: (command) => command.replaceAll('/run/docker.pid', file),
    stop: () => void child.kill(),
  };
}
