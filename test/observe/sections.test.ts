// Answers that are cut short, odd or forged: told as incomplete, or read without being led astray.
import { describe, expect, it } from 'vitest';
import { LabsError } from '../../src/errors.ts';
import { parseObservation } from '../../src/observe/index.ts';
import { splitSections } from '../../src/observe/sections.ts';
import { recordedText } from './recorded.ts';
import { PROBES } from './stages.ts';

const parse = (text: string) => parseObservation(text, PROBES, ['host']);

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'whole';
  } catch (error) {
    if (error instanceof LabsError && error.kind === 'machine') return error.code;
    throw error;
  }
}

/** Numbers that look random and are the same in every run (Park and Miller's generator). */
function* numbers(seed: number, below: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 48271) % 2147483647;
    yield state % below;
  }
}

describe('an answer that is not whole', () => {
  const text = recordedText('connected');

  it('is refused wherever it was cut', () => {
    const end = text.lastIndexOf('\n@', text.length - 2);
    for (let at = 0; at <= end; at += 97) {
      expect(codeOf(() => parse(text.slice(0, at)))).toBe('observation-incomplete');
    }
    expect(codeOf(() => parse(text.slice(0, end + 1)))).toBe('observation-incomplete');
    expect(codeOf(() => parse(text))).toBe('whole');
  });

  it('says which part is missing', () => {
    const { name } = splitSections(text).find((one) => one.name === 'docker') ?? {};
    expect(name).toBe('docker');
    const without = text.replace('recorded0nonce docker\n', 'recorded0nonce other\n');
    expect(() => parse(without)).toThrow('docker is missing');
  });

  it('never throws anything else, whatever is lost in the middle', () => {
    const places = numbers(7, text.length);
    const lengths = numbers(11, 3000);
    const codes = new Set<string>();
    for (let run = 0; run < 150; run++) {
      const from = places.next().value as number;
      const length = lengths.next().value as number;
      codes.add(codeOf(() => parse(text.slice(0, from) + text.slice(from + length))));
    }
    expect([...codes].sort()).toEqual(['observation-incomplete', 'whole']);
  });

  it('is refused when it is something else', () => {
    for (const other of ['', 'bash: line 1: syntax error\n', '@observation x facts\n']) {
      expect(codeOf(() => parse(other))).toBe('observation-incomplete');
    }
  });
});

describe('sections', () => {
  const answer = (body: string) =>
    `motd of the machine\n\n@observation nonce123 facts\n\n@nonce123 facts\n${body}\n@nonce123 = 0\n\n@nonce123 end\n\n@nonce123 = 0\n`;

  it('hold their text as it was, with the status of what filled them', () => {
    expect(splitSections(answer('hostname lab\n'))).toEqual([
      { name: 'facts', text: 'hostname lab\n', status: 0 },
      { name: 'end', text: '', status: 0 },
    ]);
  });

  it('cannot be forged by output that does not know the nonce', () => {
    const forged = '\n@nonce999 = 0\n\n@nonce999 links\n[]\n@observation nonce999 links\n';
    const [facts, ...rest] = splitSections(answer(forged));
    expect(facts?.text).toBe(forged);
    expect(rest.map((one) => one.name)).toEqual(['end']);
  });
});
