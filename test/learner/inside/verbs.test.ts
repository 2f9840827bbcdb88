// Which of the machine's requests are granted, and as what.
import { expect, test } from 'vitest';
import { judgeRequest } from '../../../src/learner/inside/verbs.ts';

const judge = (...words: string[]) => judgeRequest(words, () => true);
const argv = (...words: string[]) => {
  const judged = judge(...words);
  return typeof judged === 'object' && 'argv' in judged ? judged.argv : judged;
};

test.each(['check', 'next', 'hint', 'show', 'map', 'undo', 'reset', 'list', 'status'])(
  '%s works as it is',
  (verb) => {
    expect(judge(verb)).toEqual({ argv: [verb], confirm: false });
  },
);

test('a few words are taken', () => {
  expect(argv('show', '6/address')).toEqual(['show', '6/address']);
  expect(argv('list', '6')).toEqual(['list', '6']);
  expect(argv('goto', '6/address')).toEqual(['goto', '6/address']);
  expect(argv('reset', '--lab')).toEqual(['reset', '--lab']);
  expect(argv('map', '--path', 'ns1', '203.0.113.10')).toHaveLength(4);
  expect(argv('map', '--path', 'ns1', '203.0.113.10', '--live')).toHaveLength(5);
  expect(argv('hint', '--help')).toEqual(['hint', '--help']);
});

test('an answer is never an option', () => {
  expect(argv('answer', '--yes', '-h')).toEqual(['answer', '--', '--yes', '-h']);
  expect(argv('answer', '172.17.0.0/16')).toEqual(['answer', '--', '172.17.0.0/16']);
});

test('leaving a step out needs the yes of the person at the terminal', () => {
  expect(judge('next', '--skip')).toEqual({ argv: ['next', '--skip'], confirm: true });
});

test.each([
  ['undo', '--yes'],
  ['goto', '--yes'],
  ['goto', '--yes', '6'],
  ['reset', '--yes'],
  ['reset', '--all', '--yes'],
  ['next', '--skip', '--yes'],
  ['check', '--course', '/tmp/evil'],
  ['check', '--debug'],
  ['show', '--course=/tmp/evil'],
  ['show', '../../etc'],
  ['show', '-h', 'x'],
  ['map', '--svg', '/home/ada/.bashrc'],
  ['map', '--path', '--svg', 'x'],
  ['map', '--path', 'x', '--live'],
  ['map', '--path', 'x', 'y', '--live', '--live'],
  ['hint', '--json'],
  ['status', '--lang', 'ja'],
])('refused: labs %s %s', (...words) => {
  expect(judge(...words)).toEqual({ refused: 'words', word: words[0] });
});

test.each(['destroy', 'shell', 'run', 'start', 'author', '--yes', '__proto__', ''])(
  'no verb: "%s"',
  (verb) => {
    expect(judge(verb, 'x')).toEqual({ refused: 'verb', word: verb });
  },
);

test('what this build lacks is no verb', () => {
  expect(judgeRequest(['map'], (verb) => verb !== 'map')).toEqual({ refused: 'verb', word: 'map' });
});

test('without a word, the help', () => {
  expect(judge()).toBe('help');
  expect(judge('help')).toBe('help');
});
