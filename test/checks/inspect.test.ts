// Whether a command was run: what the record of the shells shows, and what is said where there is none.
import { describe, expect, it, test } from 'vitest';
import { judge } from '../../src/checks/index.ts';
import type { Evidence } from '../../src/checks/types.ts';
import type { Ask, Inspection, Language } from '../../src/course/types.ts';
import { stage, toldBy } from './judged.ts';

const ask: Ask = { run: 'tell', kind: 'number' };

function inspected(inspection: Inspection, evidence?: Evidence, language: Language = 'en') {
  const step = { expect: [], ask, inspect: [inspection] };
  const { verdict, findings } = judge(step, toldBy(ask, '42\n'), {
    ...{ language, answer: '42', evidence },
  });
  return { verdict, ...findings[1] };
}

const dump = `[11/cable] learner@bridge-labs:~$ sudo timeout 20 tcpdump -nni veth-host -c 2 icmp
05:45:36.450507 IP 192.168.200.102 > 203.0.113.10: ICMP echo request, id 1`;

describe('a command stands in the record', () => {
  it.each<Inspection>([
    { ran: 'tcpdump' },
    { ran: 'tcpdump', shows: 'ICMP echo request' },
    { ran: 'tcpdump -c 2 icmp', shows: 'echo' },
    { ran: ['tshark', 'tcpdump -nni veth-host'] },
  ])('%j', (inspection) => {
    expect(inspected(inspection, { text: dump }).verdict).toBe('pass');
  });

  it.each<[Inspection, string]>([
    [{ ran: 'tcp' }, 'in this step, tcp does not stand in the record'],
    [{ ran: 'dump' }, 'in this step, dump does not stand'],
    [{ ran: 'icmp tcpdump' }, 'icmp tcpdump does not stand'],
    [{ ran: ['tshark', 'wireshark'] }, 'tshark or wireshark does not stand'],
    [
      { ran: 'tcpdump', shows: 'ARP' },
      'tcpdump was typed in the machine\'s shell, but nothing after it shows "ARP"',
    ],
    // Typed is not shown.
    [{ ran: 'tcpdump', shows: '-c 2' }, 'nothing after it shows "-c 2"'],
  ])('not as %j', (inspection, found) => {
    const finding = inspected(inspection, { text: dump });
    expect(finding.verdict).toBe('not-yet');
    expect(finding.found).toContain(found);
    expect(finding.look).toContain('labs shell');
  });

  it('what was shown before it does not count', () => {
    const text = dump.split('\n').reverse().join('\n');
    expect(inspected({ ran: 'tcpdump', shows: 'ICMP' }, { text }).verdict).toBe('not-yet');
  });
});

test.each<[Evidence | undefined, string]>([
  [{ text: '', missing: 'off' }, 'not looked at: shells are not recorded'],
  [{ text: '$ ', missing: 'elsewhere' }, 'not looked at: in this step nothing was typed'],
  [{ text: 'much', missing: 'cut' }, 'not looked at: the recording of this shell became too long'],
  [undefined, 'not looked at: in this step nothing was typed'],
])('nobody is held up without a recording, and is told so: %j', (evidence, found) => {
  const finding = inspected({ ran: 'tcpdump' }, evidence);
  expect(finding).toMatchObject({ verdict: 'pass', look: '' });
  expect(finding.found).toContain(found);
  expect(inspected({ ran: 'tcpdump' }, evidence, 'ja').found).toContain('確認していません');
});

test('a recording that was cut still shows what stands in it', () => {
  const { found, expected } = inspected({ ran: 'tcpdump' }, { text: dump, missing: 'cut' });
  expect(found).toBe(expected);
});

test('it is no answer: evidence alone does not pass', () => {
  const step = { expect: [], ask, inspect: [{ ran: 'tcpdump' }] };
  const { verdict } = judge(step, toldBy(ask, '42\n'), {
    language: 'en',
    evidence: { text: dump },
  });
  expect(verdict).toBe('not-yet');
});

test('of a machine in disorder nothing is asked', () => {
  const step = { expect: [], ask, inspect: [{ ran: 'tcpdump' }] };
  const { findings } = judge(step, stage('docker-stopped'), { language: 'en' });
  expect(findings.map(({ found }) => found)).toEqual(['Docker is stopped']);
});
