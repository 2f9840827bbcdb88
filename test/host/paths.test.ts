// Where things live, for other environments than this one.
import { expect, test } from 'vitest';
import { paths } from '../../src/host/paths.ts';

const pick = ({ state, cache, machines, progress }: ReturnType<typeof paths>): object => ({
  state,
  cache,
  machines,
  progress,
});

test('Linux: the XDG folders, by default under the home', () => {
  expect(pick(paths({}, '/home/ann', 'linux'))).toEqual({
    state: '/home/ann/.local/state/bridge-labs',
    cache: '/home/ann/.cache/bridge-labs',
    machines: '/home/ann/.local/state/bridge-labs/machines',
    progress: '/home/ann/.local/state/bridge-labs/progress',
  });
  const env = { XDG_STATE_HOME: '/s', XDG_CACHE_HOME: '/c' };
  expect(paths(env, '/home/ann', 'linux')).toMatchObject({
    state: '/s/bridge-labs',
    cache: '/c/bridge-labs',
  });
});

test('a relative or empty XDG variable is ignored, as its specification says', () => {
  const env = { XDG_STATE_HOME: 'state', XDG_CACHE_HOME: '' };
  expect(pick(paths(env, '/home/ann', 'linux'))).toEqual(pick(paths({}, '/home/ann', 'linux')));
});

test('macOS and Windows: where programs keep their data', () => {
  expect(paths({ XDG_STATE_HOME: '/s' }, '/Users/ann', 'darwin')).toMatchObject({
    state: '/Users/ann/Library/Application Support/bridge-labs',
    cache: '/Users/ann/Library/Caches/bridge-labs',
  });
  expect(paths({ LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\ann', 'win32')).toMatchObject({
    state: 'D:\\Local\\bridge-labs\\Data',
    cache: 'D:\\Local\\bridge-labs\\Cache',
  });
});

test('BRIDGE_LABS_HOME moves everything, BRIDGE_LABS_CACHE the cache whatever else is set', () => {
  const env = { BRIDGE_LABS_HOME: '/lab', XDG_STATE_HOME: '/s', XDG_CACHE_HOME: '/c' };
  expect(pick(paths(env, '/home/ann', 'linux'))).toEqual({
    state: '/lab',
    cache: '/lab/cache',
    machines: '/lab/machines',
    progress: '/lab/progress',
  });
  expect(paths({ ...env, BRIDGE_LABS_CACHE: '/big' }, '/home/ann', 'linux')).toMatchObject({
    state: '/lab',
    cache: '/big',
  });
  expect(paths({ BRIDGE_LABS_CACHE: '/big' }, '/home/ann', 'linux').cache).toBe('/big');
  expect(paths({ BRIDGE_LABS_HOME: '' }, '/h', 'linux').state).toBe('/h/.local/state/bridge-labs');
});

test('a machine and a course have their place, and names cannot lead out of it', () => {
  const places = paths({}, '/h', 'linux');
  expect(places.machine('default')).toBe('/h/.local/state/bridge-labs/machines/default');
  expect(places.progressFile('docker-bridge')).toBe(
    '/h/.local/state/bridge-labs/progress/docker-bridge.json',
  );
  for (const name of ['..', '../x', 'a/b', '', '.hidden', 'a\\b', 'a\nb', '-rf', 'x'.repeat(101)]) {
    expect(() => places.machine(name), name).toThrow(RangeError);
    expect(() => places.progressFile(name), name).toThrow(RangeError);
  }
});
