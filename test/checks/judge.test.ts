// Verdicts as a whole: order, broken machines, questions, and what has to be observed for them.
import { describe, expect, it } from 'vitest';
import { judge, needsOf, probesOf } from '../../src/checks/index.ts';
import type { Ask } from '../../src/course/types.ts';
import type { Observation } from '../../src/observe/types.ts';
import { answered, stage, toldBy, verdictOf } from './judged.ts';

describe('a verdict', () => {
  it('is the worst of its findings', () => {
    const up = { link: 'br0', up: true };
    expect(verdictOf('bridge', [up]).verdict).toBe('pass');
    expect(verdictOf('bridge', [up, { link: 'br1' }]).verdict).toBe('not-yet');
    expect(verdictOf('docker-stopped', [up, { link: 'br1' }]).verdict).toBe('broken');
  });

  it('of a step that asks for nothing is still a finding', () => {
    expect(verdictOf('clean', []).findings).toMatchObject([
      { verdict: 'pass', what: 'this step asks for nothing' },
    ]);
  });

  it('is one line an entry, and inert, whatever the machine printed', () => {
    const { state } = stage('published');
    const observation: Observation = {
      state,
      probes: [
        {
          probe: { kind: 'http', from: 'host', url: 'http://x' },
          status: 0,
          output: 'a\u001b]0;title\u0007\nb\u202e',
        },
      ],
    };
    const [finding] = verdictOf(observation, { http: 'http://x', contains: 'c' }).findings;
    expect(finding?.found).toBe(
      'http://x answers the host with "a\ufffd]0;title\ufffd b\ufffd", not with "c"',
    );
  });
});

describe('a broken machine', () => {
  it('is told first, says what heals it, and is not held against the learner', () => {
    const step = [{ link: 'br0', up: true }, { container: 'web' }];
    expect(verdictOf('docker-stopped', step)).toEqual({
      verdict: 'broken',
      findings: [
        {
          what: 'Docker is running',
          verdict: 'broken',
          expected: 'Docker is running',
          found: 'Docker is stopped',
          look: 'labs reset (or, to keep what you did: sudo systemctl start docker)',
        },
        { what: 'br0 is up', verdict: 'pass', expected: 'br0 is up', found: 'br0 is up', look: '' },
      ],
    });
  });

  it.each([
    ['flushed', "Docker's iptables rules are gone: iptables was flushed"],
    ['docker-hangs', 'Docker does not answer'],
    ['disk-full', "the machine's disk is full"],
    ['etc-gone', '/etc was deleted'],
    ['eth0-down', 'eth0 is out of order (down)'],
  ])('%s', (name, found) => {
    const { verdict, findings } = verdictOf(name, { link: 'docker0', kind: 'bridge' });
    expect(verdict).toBe('broken');
    expect(findings[0]).toMatchObject({ verdict: 'broken', found });
  });

  it('is not asked questions', () => {
    const ask: Ask = { run: 'true', kind: 'text' };
    const { findings } = judge({ expect: [], ask }, stage('docker-stopped'), { language: 'ja' });
    expect(findings.map((one) => one.found)).toEqual(['Docker が停止しています']);
  });
});

describe('a question', () => {
  const ask = (kind: Ask['kind']): Ask => ({ run: 'tell', kind });

  it.each([
    ['text', 'MASQUERADE\n', ' masquerade '],
    ['text', 'one\ntwo\n', 'two'],
    ['text', '/etc/hosts\n', '/etc/hosts'],
    ['number', '24\n', '24'],
    ['number', '24\n', '２４'],
    ['number', '24\n', '/24'],
    ['number', '2\n', '２本'],
    ['address', '10.0.2.2\n', '10.0.2.2'],
    ['address', '10.0.2.2\n', '10.0.2.2/24'],
    ['address', '172.17.0.0/16\n', '172.17.0.0/16'],
    ['set', 'bridge\nhost\nnone\n', 'none, host bridge'],
    ['set', 'bridge\nhost\n', 'host、bridge'],
    ['set', 'bridge\nhost\nnone\n', 'bridge, host and none.'],
    ['set', 'bridge\nhost\n', '「bridge」 と host'],
    ['number', '1\n', 'One'],
    ['number', '2\n', '二つ'],
    ['text', 'MASQUERADE\n', '-j MASQUERADE'],
    ['text', 'overlay\n', '`overlay`'],
    ['text', '/etc/hosts\n', '"/etc/hosts".'],
  ] as const)('%s %j is answered by %j', (kind, output, answer) => {
    expect(answered(ask(kind), output, answer).verdict).toBe('pass');
  });

  it.each([
    ['text', 'MASQUERADE\n', 'docker0', '"docker0" is not the answer'],
    ['number', '24\n', 'many', '"many" is not a number'],
    ['number', '24\n', 'ten', 'ten is not the number that the machine shows'],
    ['text', 'MASQUERADE\n', '-j ACCEPT', '"-j ACCEPT" is not the answer'],
    ['number', '24\n', '10/24', '"10/24" is not a number'],
    ['number', '24\n', '16', '16 is not the number that the machine shows'],
    ['address', '10.0.2.2\n', 'gateway', '"gateway" is not an address'],
    ['address', '10.0.2.2\n', '10.0.2.15', '10.0.2.15 is not the answer'],
    ['address', '172.17.0.0/16\n', '172.17.0.0/24', '172.17.0.0/24 has the wrong prefix length'],
    ['address', '172.17.0.0/16\n', '172.17.0.0', '172.17.0.0 lacks its prefix length (as in /24)'],
    ['set', 'bridge\nhost\nnone\n', 'bridge host', '"bridge host" is not all: 1 missing'],
    [
      'set',
      'bridge\nhost\nnone\n',
      'bridge host null',
      '"bridge host null": "null" does not belong there',
    ],
  ] as const)('%s %j is not answered by %j', (kind, output, answer, found) => {
    const finding = answered(ask(kind), output, answer);
    expect(finding).toMatchObject({ verdict: 'not-yet', found });
    for (const line of output.trim().split('\n')) {
      if (!answer.includes(line)) expect(JSON.stringify(finding)).not.toContain(line);
    }
  });

  it('without an answer says how to give one', () => {
    for (const answer of [undefined, '  ']) {
      expect(answered(ask('text'), 'x\n', answer)).toMatchObject({
        verdict: 'not-yet',
        found: 'not answered',
        look: 'labs answer TEXT',
      });
    }
  });

  it('that the machine cannot answer blames nobody wrongly', () => {
    expect(answered(ask('text'), '', 'x').found).toBe(
      'the machine has no answer yet: what the question is about is not there',
    );
    const late = judge({ expect: [], ask: ask('text') }, toldBy(ask('text'), '', 124), {
      language: 'en',
      answer: 'x',
    });
    expect(late.verdict).toBe('broken');
  });
});

describe('what has to be observed', () => {
  it('is only the host for a bridge', () => {
    expect(needsOf({ expect: [{ link: 'br0', kind: 'bridge', up: true }] })).toEqual({
      links: true,
      namespaces: [],
      seek: [],
      ends: [],
      rules: [],
      docker: 'alive',
    });
  });

  it('is the namespaces that are named, and the ends of cables', () => {
    expect(
      needsOf({
        expect: [
          { link: 'veth-host', master: 'br0', 'peer-in': 'test' },
          { link: 'eth1', in: 'test', peer: 'veth-host' },
          { namespace: 'test', container: '*' },
        ],
      }),
    ).toMatchObject({
      namespaces: ['test'],
      seek: ['veth-host', 'eth1'],
      ends: ['veth-host'],
      docker: 'containers',
    });
  });

  it('is Docker and the rules for what is published', () => {
    expect(
      needsOf({
        expect: [
          { container: '*', publishes: '8000:80' },
          { nat: 'dnat', in: 'x' },
        ],
      }),
    ).toMatchObject({
      links: false,
      docker: 'containers',
      rules: ['host', 'x'],
      namespaces: ['x'],
    });
  });

  it('is each attempt once', () => {
    expect(
      probesOf({
        expect: [{ ping: '10.0.0.1' }, { ping: '10.0.0.1', arrives: false }, { http: 'http://a' }],
        ask: { run: 'tell', kind: 'text' },
      }),
    ).toEqual([
      { kind: 'ping', from: 'host', to: '10.0.0.1' },
      { kind: 'http', from: 'host', url: 'http://a' },
      { kind: 'run', command: 'tell' },
    ]);
  });
});
