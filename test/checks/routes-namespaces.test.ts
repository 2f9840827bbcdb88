// Routes, forwarding and names of namespaces, judged on recorded machines.
import { describe, expect, it } from 'vitest';
import { reasons, verdictOf } from './judged.ts';

describe('a route', () => {
  const wanted = { route: 'default', in: 'test', via: '192.168.200.1', dev: 'eth1' };

  it('passes through the right router and link', () => {
    expect(reasons('connected', wanted)).toEqual([]);
    expect(reasons('bridge', { route: '192.168.200.0/24', dev: 'br0' })).toEqual([]);
    expect(reasons('connected', { route: '0.0.0.0/0', in: 'test' })).toEqual([]);
    expect(verdictOf('connected', wanted).findings[0]?.what).toBe(
      'there is a default route in test via 192.168.200.1 through eth1',
    );
  });

  it('that is missing', () => {
    expect(reasons('named-fresh', wanted)).toEqual(['no default route in test']);
    expect(reasons('clean', { route: '192.168.200.0/24' })).toEqual([
      'no route to 192.168.200.0/24',
    ]);
    expect(reasons('clean', wanted)).toEqual(['there is no namespace test']);
  });

  it('to a prefix of another length is named, the default route is not', () => {
    expect(reasons('clean', { route: '172.17.0.0/24' })).toEqual([
      'no route to 172.17.0.0/24, only to 172.17.0.0/16',
    ]);
    expect(reasons('clean', { route: '0.0.0.0/8' })).toEqual(['no route to 0.0.0.0/8']);
  });

  it('that goes elsewhere', () => {
    expect(reasons('connected-wrong', wanted)).toEqual([
      'the default route in test goes via 172.17.0.1, not via 192.168.200.1',
    ]);
    expect(reasons('clean', { route: 'default', via: '10.0.2.2', dev: 'eth1' })).toEqual([
      'the default route goes through eth0, not through eth1',
    ]);
    expect(reasons('bridge', { route: '192.168.200.0/24', via: '10.0.2.2' })).toEqual([
      'the route to 192.168.200.0/24 goes via no router, not via 10.0.2.2',
    ]);
  });

  it('that should be gone', () => {
    const old = { route: 'default', in: 'test', via: '172.17.0.1', absent: true };
    expect(reasons('connected', old)).toEqual([]);
    expect(reasons('connected-wrong', old)).toEqual([
      'there is still a default route in test via 172.17.0.1',
    ]);
    expect(reasons('clean', { route: '203.0.113.0/24', absent: true })).toEqual([
      'there is still a route to 203.0.113.0/24 via 192.168.99.1',
    ]);
  });

  it('says where to look, and speaks Japanese', () => {
    expect(verdictOf('named-fresh', wanted, 'ja').findings[0]).toMatchObject({
      expected: '名前空間 test のデフォルト経路（192.168.200.1 経由、eth1 から）があること',
      found: '名前空間 test のデフォルト経路がありません',
      look: 'sudo ip -n test route',
    });
  });
});

describe('IP forwarding', () => {
  it('is on here and off there', () => {
    expect(reasons('clean', { forwarding: true })).toEqual([]);
    expect(reasons('clean', { forwarding: false, in: 'internet' })).toEqual([]);
    expect(reasons('clean', { forwarding: false })).toEqual(['IP forwarding is on']);
    expect(reasons('clean', { forwarding: true, in: 'internet' })).toEqual([
      'IP forwarding is off in internet',
    ]);
  });
});

describe('a name of a namespace', () => {
  const any = { namespace: 'test', container: '*' };

  it('passes when it leads to a container, whichever way it was made', () => {
    expect(reasons('named', any)).toEqual([]);
    expect(reasons('named', { namespace: 'test', container: 'guest' })).toEqual([]);
    expect(reasons('named-fresh', { namespace: 'test' })).toEqual([]);
  });

  it('is told from a fresh one, the host and another container', () => {
    expect(reasons('named-fresh', any)).toEqual([
      'test is not the namespace of a running container: it is one of its own',
    ]);
    expect(reasons('named-host', any)).toEqual([
      'test is not the namespace of a running container: it is the host namespace',
    ]);
    expect(reasons('named', { namespace: 'test', container: 'web' })).toEqual([
      'test is not the namespace of the container web: it is that of the container guest',
    ]);
  });

  it('is missing, or leads nowhere', () => {
    expect(reasons('clean', any)).toEqual(['there is no namespace test']);
    expect(reasons('named-stale', any)).toEqual([
      'the name test leads to no namespace: its process is gone, or never was',
    ]);
  });

  it('should be gone', () => {
    expect(reasons('clean', { namespace: 'test', absent: true })).toEqual([]);
    expect(reasons('named', { namespace: 'test', absent: true })).toEqual([
      'there is still a namespace test',
    ]);
    expect(reasons('named-stale', { namespace: 'test', absent: true })).toEqual([
      'there is still a namespace test',
    ]);
  });

  it('speaks Japanese', () => {
    expect(reasons('named-fresh', any, 'ja')).toEqual([
      'test は実行中のコンテナの名前空間ではなく、独立した名前空間になっています',
    ]);
  });
});
