// The learner's shell, in a real terminal: what is typed, drawn, resized, cut off, and left behind.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildProgram, inTerminal, type Program, type Screen } from './program.ts';
import { startServer, type TestServer } from './server.ts';

let program: Program;
let server: TestServer;
let open: Screen | undefined;
beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => program[Symbol.asyncDispose]());
afterEach(async () => {
  open?.pty.kill();
  await server[Symbol.asyncDispose]();
});

async function start(task: { keepaliveMs?: number } = {}, term?: string): Promise<Screen> {
  server = await startServer();
  open = inTerminal(program, { target: server.target, ...task }, term);
  await open.until((lines) => lines.some((line) => line.startsWith('$ ')));
  return open;
}

const shows = (line: string) => (lines: string[]) => lines.includes(line);
const COOKED = /icanon\r\necho\r\n$/;

test('what is typed runs, and the exit status comes out', async () => {
  const screen = await start();
  screen.pty.write('echo "[$((6 * 7))]"\r');
  await screen.until(shows('[42]'));
  screen.pty.write('exit 7\r');
  await screen.exit;
  expect(screen.text()).toContain('status 7\r\n');
  expect(screen.text()).toMatch(COOKED);
  expect(screen.text()).not.toContain('\x1b[?1049l');
});

test('the window has its size from the start, and follows each change', async () => {
  const screen = await start();
  screen.pty.write('stty size\r');
  await screen.until(shows('24 80'));
  screen.terminal.resize(101, 37);
  screen.pty.resize(101, 37);
  screen.pty.write('until test "$(stty size)" = "37 101"; do :; done; echo resized\r');
  await screen.until(shows('resized'));
  expect(screen.text()).toContain('24 80');
});

test('the terminal is told by its name, or by one that the machine knows', async () => {
  const screen = await start({}, 'xterm-kitty');
  screen.pty.write('echo "<$TERM>"\r');
  await screen.until(shows('<xterm-256color>'));
  expect(screen.text()).not.toContain('<xterm-kitty>');
});

test('colours and full-screen programs are drawn', async () => {
  const screen = await start();
  screen.pty.write(`printf '\\033[31mr\\145d\\033[m\\n'\r`);
  await screen.until(shows('red'));
  const { active } = screen.terminal.buffer;
  const row = Array.from({ length: 24 }, (_, y) => active.getLine(y)!).find(
    (line) => line.translateToString(true) === 'red',
  );
  expect(row?.getCell(0)?.getFgColor()).toBe(1);

  screen.pty.write(`printf '\\033[?1049h\\033[HF\\165LL'; read -n 1 key; printf '\\033[?1049l'\r`);
  await screen.until((lines) => lines[0] === 'FuLL');
  expect(screen.terminal.buffer.active.type).toBe('alternate');
  screen.pty.write('q');
  await screen.until(shows('red'));
  expect(screen.terminal.buffer.active.type).toBe('normal');
});

test('Ctrl-C goes to the program in the machine, not to ours', async () => {
  const screen = await start();
  screen.pty.write(`sh -c 'echo be''gun; exec sleep 60'; echo "was $?"\r`);
  await screen.until(shows('begun'));
  screen.pty.write('\x03');
  // An empty prompt: the one before it has the command on it.
  await screen.until((lines) => lines.some((line) => line === '$ ' || line === '$'));
  screen.pty.write('echo "still $((1 + 1))"; exit 0\r');
  await screen.exit;
  expect(screen.text()).toContain('still 2');
  expect(screen.text()).toContain('status 0');
});

test('10 MB come through whole', async () => {
  const screen = await start();
  screen.pty.write(`stty -echo; head -c 10000000 /dev/zero | tr '\\0' x; echo; echo wh''ole\r`);
  await screen.until(shows('whole'));
  expect(screen.text().match(/x{10000}/g)).toHaveLength(1000);
}, 30_000);

test('a connection lost inside a full-screen program: the terminal is as before, and it is said', async () => {
  const screen = await start();
  screen.pty.write(
    `stty raw -echo; printf '\\033[?1049h\\033[H\\033[?25l\\033[?2004hF\\165LL'; sleep 60\r`,
  );
  await screen.until((lines) => lines[0]?.startsWith('FuLL') ?? false);
  server.drop();
  await screen.exit;
  expect(screen.text()).toMatch(/connection-lost\r\nstatus 3\r\n/);
  expect(screen.text()).toMatch(COOKED);
  expect(screen.terminal.buffer.active.type).toBe('normal');
  expect(screen.terminal.modes.bracketedPasteMode).toBe(false);
  expect(screen.text().lastIndexOf('\x1b[?25h')).toBeGreaterThan(
    screen.text().lastIndexOf('\x1b[?25l'),
  );
});

test('a connection lost at the prompt: what stands on the screen stays, and it is said below', async () => {
  const screen = await start();
  screen.pty.write(`echo one; printf '\\033[?1049h'; printf '\\033[?1049l'; echo tw''o\r`);
  await screen.until((lines) => lines.join('\n').includes('two\n$ '));
  server.drop();
  await screen.exit;
  const { active } = screen.terminal.buffer;
  const rows = Array.from({ length: 8 }, (_, y) => active.getLine(y)!.translateToString(true));
  const told = rows.indexOf('connection-lost');
  expect(rows.slice(told - 3, told + 2)).toEqual([
    'one',
    'two',
    '$ ',
    'connection-lost',
    'status 3',
  ]);
});

test('a machine that falls silent under the shell', async () => {
  const screen = await start({ keepaliveMs: 150 });
  server.freeze();
  await screen.exit;
  expect(screen.text()).toMatch(/connection-lost\r\nstatus 3\r\n/);
  expect(screen.text()).toMatch(COOKED);
});

test('SIGTERM ends the program by that signal, and the terminal is given back', async () => {
  const screen = await start();
  // `sh` is the terminal's process; its child is ours.
  const { execFileSync } = await import('node:child_process');
  const pid = Number(execFileSync('pgrep', ['-P', String(screen.pty.pid)]).toString());
  process.kill(pid, 'SIGTERM');
  await screen.exit;
  expect(screen.text()).toContain('status 143\r\n');
  expect(screen.text()).toMatch(COOKED);
});
