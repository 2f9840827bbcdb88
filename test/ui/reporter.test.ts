// What goes where: data to stdout, the rest to stderr, JSON alone when asked for.
import { expect, test } from 'vitest';
import { recorded } from './streams.ts';

test('text goes to stdout, notices and warnings to stderr', async () => {
  const { reporter, out, err } = await recorded();
  reporter.text('result');
  reporter.notice('by the way');
  reporter.warn('careful');
  reporter.data({ not: 'shown' });
  expect(out.text).toBe('result\n');
  expect(err.text).toBe('by the way\nWarning: careful\n');
});

test('with --json, stdout holds the one object, and no colours even on a terminal', async () => {
  const { reporter, out, err } = await recorded({ json: true, tty: true });
  reporter.text('not shown');
  reporter.data({ verdict: 'pass', found: 'x\x1b[31m\x9b2J\u202e' });
  reporter.notice('seen');
  expect(out.text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  expect(JSON.parse(out.text)).toEqual({ verdict: 'pass', found: 'x\x1b[31m\x9b2J\u202e' });
  expect(err.text).toBe('seen\n');
  expect(reporter.color).toBe(false);
  expect(reporter.interactive).toBe(false);
});

test('colours only where they are wanted, by stream and by flag', async () => {
  const terminal = await recorded({ tty: true });
  terminal.reporter.text(terminal.reporter.style.green('ok'));
  terminal.reporter.warn('x');
  expect(terminal.out.text).toBe('\x1b[32mok\x1b[39m\n');
  expect(terminal.err.text).toBe('\x1b[33mWarning:\x1b[39m x\n');
  for (const options of [
    { noColor: true },
    { env: { NO_COLOR: '1' } },
    { env: { TERM: 'dumb' } },
  ]) {
    const plain = await recorded({ tty: true, ...options });
    plain.reporter.text(plain.reporter.style.green('ok'));
    expect(plain.out.text).toBe('ok\n');
  }
});

test('nothing but our colours gets to the terminal, whoever forgot to make it inert', async () => {
  const { reporter, out, err } = await recorded({ tty: true });
  const evil = '\x1b]0;pwned\x07\x1b[2Jx\x9b1A\r';
  reporter.text(evil);
  reporter.notice(evil);
  reporter.warn(evil);
  expect(out.text).toBe('x\n\n');
  expect(err.text).not.toMatch(/[\x07\x9b\r]|\x1b(?!\[\d+m)/);
});

test('somebody can answer only when stdin and stderr are terminals', async () => {
  expect((await recorded({ tty: true })).reporter.interactive).toBe(true);
  expect((await recorded()).reporter.interactive).toBe(false);
});

test('a reader that went away is no error; any other failure of the stream is', async () => {
  const { reporter, out } = await recorded();
  out.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }));
  expect(() => out.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow(
    'full',
  );
  await reporter.flush();
});

test('the width is that of the terminal, within bounds', async () => {
  expect((await recorded({ columns: 72 })).reporter.width).toBe(72);
  expect((await recorded({ columns: 500 })).reporter.width).toBe(100);
  expect((await recorded()).reporter.width).toBe(80);
});
