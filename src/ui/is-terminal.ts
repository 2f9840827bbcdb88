// Whether somebody sees what is written, or types what is read.

export function isTerminal(stream: object): boolean {
  return (stream as { isTTY?: boolean }).isTTY === true;
}
