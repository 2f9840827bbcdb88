// `labs ssh-config`
import { printSshConfig } from '../../learner/verbs/ssh-config.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return printSshConfig(session);
}
