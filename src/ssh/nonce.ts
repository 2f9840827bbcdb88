// Marks what a script in the machine prints: nothing else that the machine prints can foretell it.
import { randomBytes } from 'node:crypto';

/** 24 hexadecimal digits. */
export function newNonce(): string {
  return randomBytes(12).toString('hex');
}
