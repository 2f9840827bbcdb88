// The keys of `labs author watch`: q or Ctrl-C ends it, and the terminal is given back as it was.
import { lendTerminal } from '../../host/interactive.ts';
import type { Session } from '../../learner/session.ts';
import type { TerminalInput } from '../../ssh/types.ts';

/** Calls `quit` when one of these keys is pressed, where there is a terminal; the function returned gives it back. */
export function onQuit(session: Session, quit: () => void): () => void {
  if (!session.reporter.interactive) return () => {};
  const stdin: TerminalInput = session.io.stdin;
  const terminal = lendTerminal(stdin, session.io.stdout);
  const read = (data: Buffer): void => {
    const keys = data.toString();
    // Ctrl-C and Ctrl-D arrive as characters here. Of a text that was pasted, a q means nothing.
    if (/^[qQ]+$|[\x03\x04]/.test(keys)) quit();
    else if (keys === '\x1a') suspend(stdin);
  };
  stdin.on('data', read);
  stdin.resume();
  return () => {
    stdin.off('data', read);
    stdin.pause();
    terminal.giveBack(false);
  };
}

/** Ctrl-Z, as in any other program; the lent terminal is taken again at SIGCONT. */
function suspend(stdin: TerminalInput): void {
  stdin.setRawMode?.(false);
  process.kill(process.pid, 'SIGTSTP');
}
