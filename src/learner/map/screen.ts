// Where a picture that changes is shown: a terminal's other screen, or one picture after the other where there is no terminal.
import type { TerminalOutput } from '../../ssh/types.ts';
import type { Session } from '../session.ts';

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  /** It is a terminal, and the picture stays in its place. */
  readonly own: boolean;
  write(lines: readonly string[]): void;
  /** The terminal is as it was. */
  leave(): void;
}

/** xterm, ctlseqs: the other screen with the cursor kept, no cursor, no wrapping at the edge. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l';
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l';

export function screenOf(session: Session): Screen {
  const { stdout, columns, env } = session.io;
  const terminal: TerminalOutput = stdout;
  const own = terminal.isTTY === true && env.TERM !== 'dumb';
  if (!own) {
    return {
      columns,
      rows: 24,
      own,
      write: (lines) => stdout.write(`${lines.join('\n')}\n\n`),
      leave: () => undefined,
    };
  }
  let left = false;
  const leave = (): void => {
    if (left) return;
    left = true;
    process.off('exit', leave);
    stdout.write(LEAVE);
  };
  process.on('exit', leave);
  stdout.write(ENTER);
  return {
    get columns() {
      return terminal.columns ?? columns;
    },
    get rows() {
      return terminal.rows ?? 24;
    },
    own,
    // Line by line over what is there: no empty screen between, so nothing flickers. Each is erased before it is written:
    // after a line as wide as the screen the cursor still stands on its last character, and would erase that.
    write: (lines) => {
      const below = lines.length < (terminal.rows ?? 24) ? '\r\n\x1b[J' : '';
      stdout.write(`\x1b[H${lines.map((line) => `\x1b[K${line}`).join('\r\n')}${below}`);
    },
    leave,
  };
}
