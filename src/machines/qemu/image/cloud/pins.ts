// Debian's published cloud image that an image is built in: which one, and how it is known to be that one.
import type { Architecture } from '../../arguments.ts';

export interface Pin {
  readonly url: string;
  /** 128 hexadecimal digits. Null: what SHA512SUMS beside it says, so that only HTTPS vouches for it. */
  readonly sha512: string | null;
}

const IMAGES = 'https://cloud.debian.org/images/cloud/trixie';
const BUILD = '20261001-2618';

/** As SHA512SUMS of that dated folder has them. Debian signs none of these files. */
const SHA512: Readonly<Record<Architecture, string>> = {
  amd64:
    'f46f0671a6e5bdec5291ab8972bae2f10e5408c2f64a74078f11efc2f06a436a9d0313ed50e0472542eeabf780e9f7c792ac0a314c6c20507fcd9fd81b468c3d',
  arm64:
    'd8470b8c6c38fead046c794b5800a5a7b96672d5bcf543cc230ceb0c4b8ace05ed341a0c8928045422243fde26b2f1f2f58e99244c65709ffda2e3d4b674dd5a',
};

export function pinned(architecture: Architecture): Pin {
  return {
    url: `${IMAGES}/${BUILD}/debian-13-genericcloud-${architecture}-${BUILD}.qcow2`,
    sha512: SHA512[architecture],
  };
}

/** What stands in for it when Debian has removed that dated folder, as it does after some months. */
export function latest(architecture: Architecture): Pin {
  return { url: `${IMAGES}/latest/debian-13-genericcloud-${architecture}.qcow2`, sha512: null };
}

/** The line of `name` in SHA512SUMS (sha512sum(1)): small digits; null where there is none. */
export function sumOf(name: string, sums: string): string | null {
  for (const line of sums.split('\n')) {
    const [, sum, of] = /^([0-9a-f]{128}) [ *](.+)$/i.exec(line.trimEnd()) ?? [];
    if (sum !== undefined && of === name) return sum.toLowerCase();
  }
  return null;
}
