// Containers, NAT rules and attempts, judged on recorded machines.
import { describe, expect, it } from 'vitest';
import type { NetworkState, Observation, Rule } from '../../src/observe/types.ts';
import { parseRules } from '../../src/observe/index.ts';
import { reasons, stage, verdictOf } from './judged.ts';

describe('a container', () => {
  const web = { container: 'web', image: 'nginx', publishes: '8000:80', network: 'bridge' };

  it('passes by name, one finding an aspect', () => {
    const { verdict, findings } = verdictOf('published', web);
    expect(verdict).toBe('pass');
    expect(findings.map((one) => one.what)).toEqual([
      'web is made from nginx',
      'web is published on 8000:80',
      'web is attached to the network bridge',
    ]);
    expect(reasons('published', { container: 'client', linked: 'web' })).toEqual([]);
    expect(reasons('published', { container: 'web', image: 'nginx:latest' })).toEqual([]);
  });

  it('passes under any name', () => {
    expect(reasons('published', { ...web, container: '*' })).toEqual([]);
    expect(reasons('named', { container: '*', image: 'busybox' })).toEqual([]);
  });

  it('is missing or stopped', () => {
    expect(reasons('clean', web)).toEqual(['there is no container web']);
    expect(reasons('container-stopped', web)).toEqual(['the container web is stopped']);
  });

  it('is another one than wanted', () => {
    expect(reasons('published-otherwise', { ...web, network: 'backend', linked: 'db' })).toEqual([
      'web is made from busybox, not from nginx',
      'web publishes 8080:80, not 8000:80',
      'web is not attached to the network backend, but to bridge',
      'web is not linked to db',
    ]);
    expect(reasons('published', { container: 'client', publishes: '8000:80' })).toEqual([
      '8000:80 is published by web, not by client',
    ]);
    expect(reasons('published', { container: 'client', publishes: '9:9' })).toEqual([
      'client publishes no port, 9:9 is wanted',
    ]);
  });

  it('of any name says what none of them has', () => {
    const any = { container: '*', image: 'nginx', publishes: '8000:80' };
    expect(reasons('clean', any)).toEqual([
      'no container made from nginx and published on 8000:80 is running',
    ]);
    expect(reasons('container-stopped', any)).toEqual([
      'no container made from nginx and published on 8000:80 is running: web is there, but it is stopped',
    ]);
    expect(verdictOf('container-stopped', any).findings[0]?.look).toBe('docker ps -a');
    expect(reasons('published-otherwise', { container: '*', linked: 'db' })).toEqual([
      'no container linked to db is running',
    ]);
    expect(reasons('named', { container: '*', image: 'busybox', network: 'none' })).toEqual([
      'no container made from busybox and attached to none is running: guest is not attached to the network none, but to bridge',
    ]);
  });

  it('should be gone', () => {
    expect(reasons('clean', { container: 'web', absent: true })).toEqual([]);
    expect(reasons('container-stopped', { container: 'web', absent: true })).toEqual([
      'there is still a container web',
    ]);
    const linked = { container: '*', linked: 'web', absent: true };
    expect(reasons('clean', linked)).toEqual([]);
    expect(reasons('published', linked)).toEqual(['client linked to web is still running']);
    const { findings } = verdictOf('published', { container: '*', linked: 'db' });
    expect(findings[0]?.look).toBe(
      "docker inspect -f '{{.Name}} {{.HostConfig.Links}}' $(docker ps -q)",
    );
  });

  it('speaks Japanese', () => {
    expect(reasons('clean', { ...web, container: '*' }, 'ja')).toEqual([
      '条件に合うコンテナ（イメージ nginx、ネットワーク bridge に接続、8000:80 で公開）が動いていません',
    ]);
  });
});

/** A recorded machine whose rules are these instead. */
function withRules(text: string): Observation {
  const { state, probes } = stage('published');
  const rules: Rule[] = parseRules(text);
  const changed: NetworkState = {
    ...state,
    namespaces: state.namespaces.map((one) => (one.host ? { ...one, rules } : one)),
  };
  return { state: changed, probes };
}
const nat = (...lines: string[]) => ['*nat', ':POSTROUTING ACCEPT [0:0]', ...lines].join('\n');

describe('NAT', () => {
  const out = { nat: 'masquerade', source: '172.17.0.0/16' } as const;
  const port = { nat: 'dnat', port: 8000, to: '172.17.0.2:80' } as const;

  it('passes with what Docker sets up', () => {
    expect(reasons('published', [out, port])).toEqual([]);
    expect(reasons('published', { ...port, to: 'container:web:80' })).toEqual([]);
    expect(reasons('published', { nat: 'masquerade', source: '172.17.0.2/32' })).toEqual([]);
  });

  it('is missing, or is for another source', () => {
    expect(reasons('published', { nat: 'masquerade', source: '192.168.200.0/24' })).toEqual([
      'no MASQUERADE for 192.168.200.0/24, only for 172.17.0.0/16',
    ]);
    expect(reasons(withRules(nat()), out)).toEqual(['no MASQUERADE for 172.17.0.0/16']);
    expect(reasons('clean', port)).toEqual(['no DNAT for port 8000']);
    expect(reasons('published', { nat: 'dnat', port: 8001 })).toEqual([
      'no DNAT for port 8001, only for 8000',
    ]);
  });

  it('leads elsewhere', () => {
    expect(reasons('published', { ...port, to: '172.17.0.2:8080' })).toEqual([
      'the DNAT for port 8000 leads to 172.17.0.2:80, not to 172.17.0.2:8080',
    ]);
    expect(reasons('published', { ...port, to: 'container:client:80' })).toEqual([
      'the DNAT for port 8000 leads to 172.17.0.2:80, not to container:client:80',
    ]);
  });

  it('should be gone', () => {
    expect(reasons('published', { ...out, absent: true })).toEqual([
      'there is still a MASQUERADE for 172.17.0.0/16',
    ]);
    expect(reasons('published', { nat: 'dnat', port: 8000, absent: true })).toEqual([
      'there is still a DNAT for port 8000 to 172.17.0.2:80',
    ]);
    expect(reasons('clean', { nat: 'dnat', port: 8000, absent: true })).toEqual([]);
  });

  it('counts by effect: any chain that packets reach, SNAT too, and no rule that covers less', () => {
    const jump = nat(
      ':MINE - [0:0]',
      '-A POSTROUTING -j MINE',
      '-A MINE -s 172.16.0.0/12 -j MASQUERADE',
    );
    expect(reasons(withRules(jump), out)).toEqual([]);
    const snat = nat('-A POSTROUTING -s 172.17.0.0/16 -j SNAT --to-source 10.0.2.15');
    expect(reasons(withRules(snat), out)).toEqual([]);
    const but = (spared: string): string =>
      nat(`-A POSTROUTING -s 172.17.0.0/16 ! -d ${spared} -j MASQUERADE`);
    expect(reasons(withRules(but('172.17.0.0/16')), out)).toEqual([]);
    expect(reasons(withRules(but('192.168.0.0/16')), out)).toHaveLength(1);
    const unreached = nat(':MINE - [0:0]', '-A MINE -s 172.17.0.0/16 -j MASQUERADE');
    expect(reasons(withRules(unreached), out)).toEqual(['no MASQUERADE for 172.17.0.0/16']);
    const hairpin = nat(
      '-A POSTROUTING -s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE',
    );
    expect(reasons(withRules(hairpin), { ...out, source: '172.17.0.2/32' })).toEqual([
      'no MASQUERADE for 172.17.0.2/32',
    ]);
    const negated = nat('-A POSTROUTING ! -s 172.17.0.0/16 -j MASQUERADE');
    expect(reasons(withRules(negated), { ...out, source: '10.0.0.0/8' })).toEqual([]);
    expect(reasons(withRules(negated), out)).toHaveLength(1);
  });

  it('is the machine to blame for when the rules could not be read', () => {
    const { verdict, findings } = verdictOf('clean', { ...out, in: 'host2' });
    expect(verdict).toBe('broken');
    expect(findings[0]?.found).toBe('the iptables rules of host2 cannot be read');
  });

  it('reads quoted words', () => {
    const [policy, rule] = parseRules(
      '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m comment --comment "a \\"b\\" c" -j ACCEPT\n',
    );
    expect(policy?.args).toEqual(['-P', 'ACCEPT']);
    expect(rule).toMatchObject({
      position: 1,
      args: ['-m', 'comment', '--comment', 'a "b" c', '-j', 'ACCEPT'],
    });
  });
});

describe('an attempt', () => {
  const ping = { ping: '192.168.200.102' };
  const page = { http: 'http://192.168.99.100:8000', from: 'host2' };

  it('arrives', () => {
    expect(reasons('connected', ping)).toEqual([]);
    expect(reasons('published', { ping: 'container:web', from: 'container:client' })).toEqual([]);
    expect(reasons('published', { ...page, contains: 'Welcome to nginx!' })).toEqual([]);
    expect(
      reasons('published', {
        http: 'http://203.0.113.10',
        from: 'container:*',
        contains: 'You called from 192.168.99.100',
      }),
    ).toEqual([]);
  });

  it('does not arrive', () => {
    expect(reasons('cable', ping)).toEqual(['no reply to a ping from the host to 192.168.200.102']);
    expect(reasons('clean', page)).toEqual(['http://192.168.99.100:8000 does not answer host2']);
    expect(reasons('clean', { ping: 'container:web', from: 'container:client' })).toEqual([
      'the container client cannot ask the container web: one of them is not there',
    ]);
  });

  it('must not arrive', () => {
    expect(reasons('cable', { ...ping, arrives: false })).toEqual([]);
    expect(reasons('connected', { ...ping, arrives: false })).toEqual([
      '192.168.200.102 still answers a ping from the host',
    ]);
    expect(reasons('clean', { ...page, answers: false })).toEqual([]);
    expect(reasons('published', { ...page, answers: false })).toEqual([
      'http://192.168.99.100:8000 still answers host2',
    ]);
  });

  it('is answered with something else', () => {
    const [reason] = reasons('published', { ...page, contains: 'You called from' });
    expect(reason).toMatch(
      /^http:\/\/192\.168\.99\.100:8000 answers host2 with "Welcome to nginx!.*", not with "You called from"$/,
    );
  });

  it('says where to look, and speaks Japanese', () => {
    expect(verdictOf('clean', page, 'ja').findings[0]).toMatchObject({
      expected: 'host2 から http://192.168.99.100:8000 へのアクセスに応答があること',
      look: 'host2 curl http://192.168.99.100:8000',
    });
  });
});
