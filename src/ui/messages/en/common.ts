// English: words and sentences that every command may use.

/** "1 min 20 s", "3 s", "0.4 s". */
export function duration(ms: number): string {
  if (ms < 950) return `${Math.max(0, Math.round(ms / 100)) / 10} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return rest === 0
    ? `${Math.floor(seconds / 60)} min`
    : `${Math.floor(seconds / 60)} min ${rest} s`;
}

export const common = {
  duration,
  error: 'Error',
  warning: 'Warning',
  hint: 'What to do',
  cause: 'caused by',
  bug: 'This is a bug of bridge-labs. Please report it with the text above.',
  debugTip: 'Run it again with --debug to see where it comes from.',
  interrupted: 'Interrupted. Nothing is lost: the next command goes on from here.',
  /** The progress file was cut short or is not ours. */
  progressKeptBroken: (kept: string) =>
    `The progress file could not be read. It is kept as ${kept}; progress starts anew.`,
  progressKeptNewer: (kept: string) =>
    `The progress file is from a newer version of bridge-labs. It is kept as ${kept}; progress starts anew. ` +
    'After an update, rename it back.',
  waitingForLock: (command: string, pid: string) =>
    `Waiting for another command to finish: ${command} (process ${pid})`,
};
