// Which kind of terminal to tell the machine it has.

/** What Debian's ncurses-base describes; a program in the machine draws nothing sensible on any other. */
const KNOWN = new Set([
  ...['ansi', 'cygwin', 'dumb', 'linux', 'rxvt', 'rxvt-unicode', 'rxvt-unicode-256color'],
  ...['screen', 'screen-256color', 'screen.xterm-256color', 'tmux', 'tmux-256color'],
  ...['vt100', 'vt102', 'vt220', 'xterm', 'xterm-256color', 'xterm-color', 'xterm-mono'],
]);

/** The terminal's own name where the machine knows it; else xterm-256color, which nearly all others understand. */
export function machineTerm(term: string | undefined): string {
  return term !== undefined && KNOWN.has(term) ? term : 'xterm-256color';
}
