// What OpenSSH's own programs (ssh, scp, rsync) need to reach a machine: a config and a known_hosts line.
import type { SshTarget } from './types.ts';

/**
 * An OpenSSH client config with one Host, for `ssh -F FILE ALIAS` (ssh_config(5)).
 * It trusts the pinned host key in `knownHostsFile` only, and offers the machine's key only, so that neither
 * the user's own config, keys nor agent play a part.
 */
export function sshConfig(
  target: SshTarget,
  options: { readonly hostAlias: string; readonly knownHostsFile: string },
): string {
  const lines = [
    `HostName ${target.host}`,
    `Port ${target.port}`,
    // Its own tokens have been filled in already.
    ...(target.via === undefined ? [] : [`ProxyCommand ${target.via.replaceAll('%', '%%')}`]),
    `User ${target.user}`,
    `IdentityFile ${quotePath(target.identityFile)}`,
    'IdentitiesOnly yes',
    'IdentityAgent none',
    'PreferredAuthentications publickey',
    `UserKnownHostsFile ${quotePath(options.knownHostsFile)}`,
    'GlobalKnownHostsFile none',
    'StrictHostKeyChecking yes',
    'UpdateHostKeys no',
    `HostKeyAlgorithms ${hostKeyAlgorithms(target).join(',')}`,
    'ServerAliveInterval 5',
    'ServerAliveCountMax 3',
    'LogLevel ERROR',
  ];
  return `Host ${options.hostAlias}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** The machine's line of a known_hosts file, without newline (sshd(8): a port other than 22 goes as [host]:port). */
export function knownHostsLine(target: SshTarget): string {
  const name = target.port === 22 ? target.host : `[${target.host}]:${target.port}`;
  return `${name} ${hostKeyParts(target).join(' ')}`;
}

/** Type and base64 of the pinned key, without its comment. */
export function hostKeyParts(target: SshTarget): [type: string, base64: string] {
  const [type = '', base64 = ''] = target.hostKey.trim().split(/\s+/);
  return [type, base64];
}

/** Signature algorithms that a key of the pinned type can show itself with; RFC 8332 gives RSA new ones. */
export function hostKeyAlgorithms(target: SshTarget): string[] {
  const [type] = hostKeyParts(target);
  return type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type];
}

/** The path as a value of ssh_config(5) or of `-o`: `%` starts a token there, and blanks split it. */
export function quotePath(path: string): string {
  return `"${path.replaceAll('%', '%%').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
