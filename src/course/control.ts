// Control characters: which they are, and what a terminal would do on them. They have no place in a course.
import type { Fault } from './problem.ts';

// C0 but tab and newline, DEL, C1, and the marks that reverse or isolate the direction of text.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
const ENTITY = /&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));/gi;

/** The first control character of a text by its name, with the terminal sequence that it begins; null if there is none. */
export function nameOfControl(text: string): string | null {
  const match = CONTROL.exec(text);
  return match && nameOf(match[0].codePointAt(0)!, text.slice(match.index + 1));
}

/** The text with each control character, newlines and tabs too, as a visible sign: ESC as ␛ (U+241B). */
export function visible(text: string): string {
  const every = new RegExp(`[\\t\\n]|${CONTROL.source}`, 'gu');
  return text.replace(every, (character) => {
    const code = character.codePointAt(0)!;
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : '\ufffd';
  });
}

/** The first HTML entity that stands for a control character, as it is written (`&#27;`); null if there is none. */
export function controlEntity(text: string): string | null {
  for (const [entity, hex, decimal] of text.matchAll(ENTITY)) {
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    if (code <= 0x10ffff && CONTROL.test(String.fromCodePoint(code))) return entity;
  }
  return null;
}

export function controlFault(name: string): Fault {
  return {
    rule: 'control-character',
    message: `control character ${name}`,
    expected: 'plain text; tell in words what a terminal would do',
    example: 'Press Ctrl+C to end the ping.',
  };
}

function nameOf(code: number, rest: string): string {
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (code === 0x1b && rest.startsWith('[')) return `ESC [ (${hex}, CSI: colour or cursor)`;
  if (code === 0x1b && rest.startsWith(']')) return `ESC ] (${hex}, OSC: title, link or clipboard)`;
  const name = names[code];
  return name === undefined ? hex : `${name} (${hex})`;
}

// As ECMA-48 and Unicode call them.
const names: Record<number, string> = {
  0x00: 'NUL',
  0x07: 'BEL',
  0x08: 'BS',
  0x0d: 'CR',
  0x1b: 'ESC',
  0x7f: 'DEL',
  0x9b: 'CSI',
  0x9d: 'OSC',
  0x202e: 'RIGHT-TO-LEFT OVERRIDE',
};
