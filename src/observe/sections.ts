// Takes the script's answer apart into its sections, and makes sure that it is whole.
import { LabsError } from '../errors.ts';

export interface Section {
  readonly name: string;
  readonly text: string;
  /** Exit status of what filled it. */
  readonly status: number;
}

/**
 * The sections of one answer, in order. The header names the nonce and the sections that must be there.
 * Throws LabsError('machine', 'observation-incomplete') when the answer was cut short or is none.
 */
export function splitSections(stdout: string): Section[] {
  const header = /^@observation ([A-Za-z0-9]{8,64}) ([a-z0-9. ]+)$/m.exec(stdout);
  if (!header) throw incomplete('header');
  const mark = `\n@${header[1]} `;
  const sections: Section[] = [];
  let open: { name: string; from: number } | null = null;
  for (let at = stdout.indexOf(mark); at >= 0; at = stdout.indexOf(mark, at + 1)) {
    const lineEnd = stdout.indexOf('\n', at + 1);
    if (lineEnd < 0) break;
    const word = stdout.slice(at + mark.length, lineEnd);
    const ended = /^= (\d{1,3})$/.exec(word);
    if (!ended) open = { name: word, from: lineEnd + 1 };
    else if (open) {
      sections.push({
        name: open.name,
        text: stdout.slice(open.from, at),
        status: Number(ended[1]),
      });
      open = null;
    }
  }
  const there = new Set(sections.map((section) => section.name));
  for (const name of [...(header[2] ?? '').split(' '), 'end']) {
    if (!there.has(name)) throw incomplete(name);
  }
  return sections;
}

/** The error of an answer that is not whole; `part` is what is missing from it. */
export function incomplete(part: string, cause?: unknown): LabsError {
  return new LabsError(
    'machine',
    'observation-incomplete',
    `The machine's answer was cut short: ${part} is missing.`,
    { hint: 'labs check once more; if it stays so: labs reset', params: { part }, cause },
  );
}
