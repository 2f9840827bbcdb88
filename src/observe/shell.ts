// Values put into a shell script: quoted, so that they stay one word and mean nothing to the shell.

/** The value as one word of a POSIX shell, in single quotes (POSIX.1-2024, XCU 2.2.2). */
export function shellQuote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`).replaceAll('\0', '')}'`;
}

/** `container:NAME` → NAME, else null. */
export function containerOf(namespace: string): string | null {
  return namespace.startsWith('container:') ? namespace.slice('container:'.length) : null;
}
