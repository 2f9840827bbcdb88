// Makes text that we did not write harmless to a terminal. Everything from labs or a machine goes through here.

/**
 * Whole escape sequences (ECMA-48 §5.4, §5.6 and xterm's OSC ended by BEL), 7-bit and 8-bit: CSI … final byte;
 * OSC, DCS, SOS, PM, APC … terminator on the same line; ESC with intermediates and a final byte.
 */
const SEQUENCES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-OQ-WYZ\\`-~]/g;

/** Characters that turn the direction of what follows (Unicode TR 9, "Trojan source"). */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** C0 without tab and newline, DEL, C1. */
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Our own colours: SGR, and nothing else that begins with ESC. */
export const SGR = /(\x1b\[[0-9;]*m)/;

/**
 * Text without anything that a terminal obeys: escape sequences and direction overrides are dropped, a
 * control character that is left over becomes a visible sign (ESC → ␛). Newlines and tabs stay; CR LF, a
 * lone CR and the Unicode line separators become newlines.
 */
export function inert(text: string): string {
  // Dropping a sequence may bring the parts of another together; the controls go last, so none survives.
  return text
    .replace(SEQUENCES, '')
    .replace(BIDI, '')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(CONTROLS, (control) => picture(control.charCodeAt(0)))
    .replace(LONE_SURROGATES, '\ufffd');
}

/** As `inert`, on one line: newlines and tabs become spaces. For titles, names and findings. */
export function inertLine(text: string): string {
  return inert(text).replace(/[\n\t]+/g, ' ');
}

/** The last gate before the terminal: our colours pass when asked for, everything else is made inert. */
export function inertButColour(text: string, color: boolean): string {
  return text
    .split(SGR)
    .map((part, index) => (index % 2 === 0 ? inert(part) : color ? part : ''))
    .join('');
}

function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
