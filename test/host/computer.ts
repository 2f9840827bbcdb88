// A Debian computer that has nothing but the programs that a test gives it.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Host } from '../../src/host/programs.ts';

export interface Computer extends Host {
  /** The folder that PATH names. */
  readonly bin: string;
}

/** Call it in a file's body; the function returned makes one, which is gone after the test. */
export function computers(): (programs?: readonly string[], uid?: number | null) => Computer {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  return (programs = [], uid = 0) => {
    const bin = mkdtempSync(join(tmpdir(), 'bridge-labs-bin-'));
    folders.push(bin);
    for (const name of programs) {
      writeFileSync(join(bin, name), '#!/bin/sh\n');
      chmodSync(join(bin, name), 0o755);
    }
    const env = { PATH: bin };
    return { bin, env, platform: 'linux', architecture: 'amd64', uid, manager: 'apt' };
  };
}
