// Colours, when they are wanted: a handful of SGR pairs instead of a package on the way of every command.

export type StyleName =
  'bold' | 'dim' | 'italic' | 'underline' | 'red' | 'green' | 'yellow' | 'cyan';

/** Opening and closing SGR parameters. */
export const SGR_CODES: Readonly<Record<StyleName, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Wraps a text in styles; the identity where colours are off. */
export type Style = Readonly<Record<StyleName, (text: string) => string>>;

const names = Object.keys(SGR_CODES) as StyleName[];

/** Styles for one stream. */
export function makeStyle(color: boolean): Style {
  const entries = names.map((name) => {
    const [open, close] = SGR_CODES[name];
    return [name, (text: string) => (color ? `\x1b[${open}m${text}\x1b[${close}m` : text)];
  });
  return Object.fromEntries(entries) as Style;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether to colour a stream. `--no-color` and NO_COLOR (no-color.org: any value but the empty one) say no,
 * then FORCE_COLOR says yes (`0` and `false`: no), then TERM=dumb says no, then a terminal says yes.
 */
export function wantsColor(env: Environment, isTty: boolean, noColorFlag = false): boolean {
  if (noColorFlag || (env.NO_COLOR ?? '') !== '') return false;
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTty && env.TERM !== 'dumb';
}

/** Width to wrap to: the terminal's, between 40 and 100 columns; 80 where there is no terminal. */
export function textWidth(columns: number | undefined): number {
  if (columns === undefined || !Number.isFinite(columns) || columns <= 0) return 80;
  return Math.min(100, Math.max(40, Math.floor(columns)));
}
