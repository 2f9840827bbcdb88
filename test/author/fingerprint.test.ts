// What two runs of the same commands have in common, and what no fingerprint may tell apart.
import { describe, expect, it } from 'vitest';
import { fingerprintOf, REST } from '../../src/author/prove/fingerprint.ts';
import type { Link, Namespace, Observation, Rule } from '../../src/observe/types.ts';
import { stage } from '../checks/judged.ts';

const lo: Link = {
  ...{ index: 1, name: 'lo', kind: 'loopback', up: false, operState: 'DOWN', mac: '', mtu: 65536 },
  ...{ master: null, peer: null, addresses: [] },
};
const alone: Namespace = {
  ...{ id: 99, host: false, names: [], containers: [], pid: null },
  ...{ links: [lo], routes: [], neighbours: [], ipForward: true, rules: null },
};

function withNamespace(namespace: Namespace): Observation {
  const { state, probes } = stage('clean');
  return { state: { ...state, namespaces: [...state.namespaces, namespace] }, probes };
}

function told(output: string): Observation {
  const probe = { kind: 'run', command: REST.command } as const;
  return { ...stage('clean'), probes: [{ probe, status: 0, output, errors: '' }] };
}

function rule(chain: string, args: readonly string[]): Rule {
  return { table: 'nat', chain, position: 1, args };
}

describe('a fingerprint', () => {
  const clean = fingerprintOf(stage('clean'));

  it('does not know the namespace of a container that has just ended', () => {
    expect(fingerprintOf(withNamespace(alone))).toBe(clean);
  });

  it('knows a namespace that has a name, a container or a cable', () => {
    expect(fingerprintOf(withNamespace({ ...alone, names: ['test'] }))).not.toBe(clean);
    expect(fingerprintOf(withNamespace({ ...alone, containers: ['web'] }))).not.toBe(clean);
    const cable = { ...lo, index: 2, name: 'eth0', kind: 'veth' };
    expect(fingerprintOf(withNamespace({ ...alone, links: [lo, cable] }))).not.toBe(clean);
  });

  it("does not know on which port Docker's DNS listens", () => {
    expect(fingerprintOf(told('listens 0B00007F:A1B2'))).toBe(
      fingerprintOf(told('listens 0B00007F:99FF')),
    );
    const inContainer = (port: number) =>
      withNamespace({
        ...{ ...alone, containers: ['a'] },
        rules: [
          rule('DOCKER_OUTPUT', [
            '-d',
            '127.0.0.11/32',
            '-j',
            'DNAT',
            '--to-destination',
            `127.0.0.11:${port}`,
          ]),
          rule('DOCKER_POSTROUTING', ['-s', '127.0.0.11/32', '--sport', `${port}`, '-j', 'SNAT']),
        ],
      });
    expect(fingerprintOf(inContainer(41001))).toBe(fingerprintOf(inContainer(52002)));
  });

  it('knows every other port that somebody listens on, and every other rule', () => {
    expect(fingerprintOf(told('listens 0100007F:A1B2'))).not.toBe(
      fingerprintOf(told('listens 0100007F:99FF')),
    );
    const forwards = (port: number) =>
      withNamespace({
        ...{ ...alone, names: ['test'] },
        rules: [rule('PREROUTING', ['--sport', `${port}`, '-j', 'DNAT'])],
      });
    expect(fingerprintOf(forwards(1))).not.toBe(fingerprintOf(forwards(2)));
  });
});
