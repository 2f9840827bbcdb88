// What the machine sends on the channel of `labs`: anything. What becomes of it: bounded, well-formed requests.
import { describe, expect, test } from 'vitest';
import { placeWord } from '../../src/ssh/verbs/guest.ts';
import { RequestReader, type Request } from '../../src/ssh/verbs/requests.ts';

function reader() {
  const requests: Request[] = [];
  const clock = { now: 0, floods: 0 };
  const made = new RequestReader({
    onRequest: (request) => requests.push(request),
    onFlood: () => (clock.floods += 1),
    now: () => clock.now,
  });
  const send = (text: string | Buffer): void => made.write(Buffer.from(text));
  return { requests, clock, send };
}

test('a line is a request: who asks, and words with anything in them that can be printed', () => {
  const { requests, send } = reader();
  send('12\x1fanswer\x1f172.17.0.0/16\x1f答え "$HOME"\n13\n');
  expect(requests).toEqual([
    { id: '12', words: ['answer', '172.17.0.0/16', '答え "$HOME"'] },
    { id: '13', words: [] },
  ]);
});

test('bytes may come in any pieces', () => {
  const { requests, send } = reader();
  for (const byte of Buffer.from('1\x1fanswer\x1f答\n2\x1fcheck\n')) send(Buffer.from([byte]));
  expect(requests).toEqual([
    { id: '1', words: ['answer', '答'] },
    { id: '2', words: ['check'] },
  ]);
});

describe('is no request', () => {
  test.each([
    ['no number', 'check'],
    ['a path as number', '../../x\x1fcheck'],
    ['a number too long', `${'1'.repeat(11)}\x1fcheck`],
    ['an escape sequence', '1\x1fanswer\x1f\x1b[2J'],
    ['a carriage return', '1\x1fcheck\r'],
    ['a C1 control', '1\x1fanswer\x1f\u009b2J'],
    ['a null byte', '1\x1fche\0ck'],
    ['a line too long', `1\x1fanswer\x1f${'x'.repeat(5000)}`],
    ['nothing', ''],
  ])('%s', (_, line) => {
    const { requests, send } = reader();
    send(`${line}\n`);
    expect(requests).toEqual([]);
    send('7\x1fcheck\n');
    expect(requests).toEqual([{ id: '7', words: ['check'] }]);
  });
});

test('a line without end is dropped whole', () => {
  const { requests, send } = reader();
  for (let i = 0; i < 3000; i++) send(`${i}\x1fcheck `);
  send('\n7\x1fcheck\n');
  expect(requests).toEqual([{ id: '7', words: ['check'] }]);
});

test('too many lines at once end it, good or bad ones; a loop of checks does not', () => {
  const hostile = reader();
  hostile.send('x\n'.repeat(20) + '1\x1fhint\n'.repeat(5000));
  expect(hostile.requests).toHaveLength(10);
  expect(hostile.clock.floods).toBe(1);
  hostile.clock.now = 1e6;
  hostile.send('1\x1fhint\n');
  expect(hostile.requests).toHaveLength(10);

  const loop = reader();
  for (let i = 0; i < 1000; i++) {
    loop.clock.now += 500;
    loop.send('1\x1fcheck\n');
  }
  expect(loop.requests).toHaveLength(1000);
});

test('a place in the prompt is a word that no shell takes for more', () => {
  expect(placeWord('6/address')).toBe('6/address');
  expect(placeWord('6/$(reboot) `x`\\\n\x1b]0;x\x07')).toBe('6/rebootx0x');
});
