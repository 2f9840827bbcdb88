// The verdict of a check as it stands on a terminal.
import { expect, test } from 'vitest';
import type { Finding } from '../../src/checks/types.ts';
import { printFindings } from '../../src/learner/print-verdict.ts';
import type { Session } from '../../src/learner/session.ts';
import { spot, type Standing } from '../../src/learner/standing.ts';
import { recorded } from '../ui/streams.ts';
import { smallCourse } from './course.ts';

const finding: Finding = {
  what: 'the address of br0 is 192.168.200.1/24',
  verdict: 'not-yet',
  expected: 'the address of br0 is 192.168.200.1/24',
  found: 'br0 has the address 192.168.200.1 with another prefix length',
  look: 'ip -4 addr show br0',
};

async function printed(tty: boolean): Promise<string[]> {
  const { reporter, out } = await recorded({ tty, columns: 44, env: { NO_COLOR: '1' } });
  const session = {
    ...{ reporter, messages: reporter.messages, unicode: true, prefix: '' },
    print: (...lines: string[]) => lines.forEach((line) => reporter.text(line)),
    title: ({ en }: { en: string }) => en,
  } as unknown as Session;
  const course = smallCourse();
  const here = { course, ...spot(course, { lab: 'look', step: 'a' }) } as Standing;
  printFindings(session, here, [finding]);
  return out.lines.slice(2);
}

test('on a terminal a long line goes on below its own text', async () => {
  expect(await printed(true)).toEqual([
    '✘ not yet  the address of br0 is',
    '           192.168.200.1/24',
    '    found:    br0 has the address',
    '              192.168.200.1 with another',
    '              prefix length',
    '    look:     ip -4 addr show br0',
  ]);
});

test('elsewhere each is one line', async () => {
  expect(await printed(false)).toHaveLength(3);
});
