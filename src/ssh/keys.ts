// Makes key pairs: one for the way into a machine, one that the machine shows as its own.
import { loadKeygen } from './ssh2.ts';

export interface KeyPair {
  /** OpenSSH private key file, with its final newline; for a file of mode 0600. */
  readonly privateKey: string;
  /** One line without newline: "ssh-ed25519 AAAA… comment". */
  readonly publicKey: string;
}

/** A fresh ed25519 key pair without a passphrase, in OpenSSH's formats (PROTOCOL.key of OpenSSH). */
export function generateKey(comment: string): KeyPair {
  const pair = loadKeygen().generateKeyPairSync('ed25519', { comment });
  return { privateKey: pair.private, publicKey: pair.public };
}
