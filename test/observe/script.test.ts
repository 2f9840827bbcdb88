// The observing script, run for real by this computer's own sh: quoting, bounds, and survival without the lab's programs.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { EVERYTHING, observationScript, parseObservation } from '../../src/observe/index.ts';
import type { ObservationNeeds, Probe } from '../../src/observe/types.ts';

const NOTHING: ObservationNeeds = {
  links: false,
  namespaces: [],
  seek: [],
  ends: [],
  rules: [],
  docker: 'alive',
};
const nonce = 'n0nce1234';

/** Runs the script as SSH does (`sh -c`) or over stdin, and reads its answer. */
function observeHere(
  needs: ObservationNeeds,
  probes: readonly Probe[],
  over: 'argument' | 'stdin',
) {
  const script = observationScript({ needs, probes, nonce });
  const { stdout, status } =
    over === 'argument'
      ? spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { PATH: '/odd/path' } })
      : spawnSync('/bin/sh', ['-s'], {
          encoding: 'utf8',
          input: script,
          env: { PATH: '/odd/path' },
        });
  expect(status).toBe(0);
  return parseObservation(stdout, probes, needs.rules);
}

describe('the script', () => {
  it('is understood by the shell with every part in it', () => {
    const probes: Probe[] = [
      { kind: 'ping', from: 'container:web', to: 'container:client' },
      { kind: 'http', from: 'container:*', url: 'http://203.0.113.10' },
      { kind: 'run', command: 'docker ps' },
    ];
    const needs = { ...EVERYTHING, namespaces: ['test', 'container:*'], seek: ['a'], ends: ['b'] };
    for (const one of [needs, EVERYTHING]) {
      const script = observationScript({ needs: one, probes, nonce });
      const { status, stderr } = spawnSync('/bin/sh', ['-n'], { encoding: 'utf8', input: script });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
  });

  it.each(['argument', 'stdin'] as const)('gives a whole answer where it comes as %s', (over) => {
    const { state, probes } = observeHere(NOTHING, [{ kind: 'run', command: 'echo here' }], over);
    expect(state.hostname).not.toBe('');
    expect(state.namespaces).toHaveLength(1);
    expect(probes[0]?.output).toBe('here\n');
  });

  it('survives a computer that has nothing of a lab machine', () => {
    const { state, probes } = observeHere(
      EVERYTHING,
      [
        { kind: 'ping', from: 'no-such-namespace', to: '127.0.0.1' },
        { kind: 'http', from: 'container:nobody', url: 'http://127.0.0.1:9' },
        { kind: 'run', command: 'docker ps' },
      ],
      'argument',
    );
    expect(state.docker.running).toBe(false);
    expect(state.faults.map((one) => one.code)).toContain('docker-stopped');
    expect(probes.map((one) => one.status)).toEqual([125, 125, 125]);
  });

  it('hands values over as they are', () => {
    const odd = `it's "$HOME" \`id\` $(id) \\n * ; & | 日本語`;
    const [result] = observeHere(
      NOTHING,
      [{ kind: 'run', command: `cat <<'END'\n${odd}\nEND` }],
      'argument',
    ).probes;
    expect(result?.output).toBe(`${odd}\n`);
    const hostile: Probe = { kind: 'ping', from: "x'; echo forged; '", to: '127.0.0.1' };
    expect(observeHere(NOTHING, [hostile], 'argument').probes[0]).toMatchObject({
      status: 125,
      output: '',
    });
  });

  it('does not let a command read the script or what other parts wait with', () => {
    const needs = { ...NOTHING, rules: ['host'] };
    const [first, second] = observeHere(
      needs,
      [
        { kind: 'run', command: 'cat; echo one' },
        { kind: 'run', command: 'cat; echo two' },
      ],
      'stdin',
    ).probes;
    expect([first?.output, second?.output]).toEqual(['one\n', 'two\n']);
  });

  it('cannot be led astray by what a command prints', () => {
    const forged = `printf '\\n@%s facts\\nhostname forged\\n\\n@%s = 0\\n' other1234 other1234`;
    const { state } = observeHere(NOTHING, [{ kind: 'run', command: forged }], 'argument');
    expect(state.hostname).not.toBe('forged');
  });

  it('refuses a nonce that could be more than a word', () => {
    expect(() => observationScript({ needs: NOTHING, probes: [], nonce: "x'; reboot" })).toThrow(
      'The nonce of an observation is 8 to 64 letters and digits.',
    );
  });
});
