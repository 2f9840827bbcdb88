// Makes key pairs: one for the way into a machine, one that the machine shows as its own.
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';

export interface KeyPair {
  /** OpenSSH private key file, with its final newline; for a file of mode 0600. */
  readonly privateKey: string;
  /** One line without newline: "ssh-ed25519 AAAA… comment". */
  readonly publicKey: string;
}

const TYPE = 'ssh-ed25519';

/**
 * A fresh ed25519 key pair without a passphrase, in OpenSSH's formats. Not by ssh2, whose generator cuts off
 * leading zeros, so that one key in 256 is broken (its issues 1390 and 1513).
 */
export function generateKey(comment: string): KeyPair {
  return keyFromSeed(randomBytes(32), comment);
}

/**
 * The pair that belongs to 32 secret bytes (RFC 8032 section 5.1.5). File format: PROTOCOL.key of OpenSSH, with
 * cipher and key derivation `none`; the padding 1, 2, 3… fills the private part up to a multiple of 8 bytes.
 */
export function keyFromSeed(seed: Buffer, comment: string): KeyPair {
  const publicBytes = publicHalf(seed);
  const publicBlob = Buffer.concat([string(TYPE), string(publicBytes)]);
  const check = randomBytes(4);
  const secret = Buffer.concat([
    ...[check, check, publicBlob],
    ...[string(Buffer.concat([seed, publicBytes])), string(comment)],
  ]);
  const padding = Buffer.from(Array.from({ length: -secret.length & 7 }, (_, i) => i + 1));
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[string('none'), string('none'), string(''), uint32(1)],
    ...[string(publicBlob), string(Buffer.concat([secret, padding]))],
  ]);
  const lines = file.toString('base64').replace(/.{70}(?=.)/g, '$&\n');
  return {
    privateKey: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`,
    publicKey: `${TYPE} ${publicBlob.toString('base64')} ${comment}`.trimEnd(),
  };
}

/** Node takes the seed as PKCS #8, whose form for ed25519 is a fixed prefix and the seed (RFC 8410 section 7). */
function publicHalf(seed: Buffer): Buffer {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  return Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url');
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** RFC 4251 section 5: length, then the bytes. */
function string(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([uint32(bytes.length), bytes]);
}
