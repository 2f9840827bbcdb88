// What an author calls a new lab: a slug, or a title that a slug can be made of.
import { LabsError } from '../../errors.ts';
import { inertLine } from '../../ui/inert.ts';

/** A folder's name is this, after its number; longer ones are unhandy in every command. */
const LONGEST = 60;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export interface LabName {
  readonly slug: string;
  readonly title: string;
}

/**
 * Slug and title of a lab: "A bridge of your own" is `a-bridge-of-your-own`, and `my-bridge` is "My bridge". A title
 * that is given counts. Throws `bad-lab-name` for a name that no slug can be made of without guessing: in Japanese,
 * without a letter (it would be taken for a number), or too long.
 */
export function labName(name: string, title?: string): LabName {
  const words = inertLine(name).replace(/\s+/g, ' ').trim();
  const slug = slugOf(words);
  if (slug === null || !/[a-z]/.test(slug) || slug.length > LONGEST) {
    throw new LabsError('usage', 'bad-lab-name', `no folder can be named after "${words}"`, {
      params: { name: words, longest: LONGEST },
    });
  }
  const given = inertLine(title ?? '').trim();
  if (given !== '') return { slug, title: given };
  return { slug, title: SLUG.test(words) ? titleOf(slug) : words };
}

/** `my-first-lab` → "My first lab". */
export function titleOf(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Null where letters would be lost; accents may be (NFKD makes them marks of their own). */
export function slugOf(text: string): string | null {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase();
  if (/(?![a-z0-9])[\p{L}\p{N}]/u.test(plain)) return null;
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return SLUG.test(slug) ? slug : null;
}
