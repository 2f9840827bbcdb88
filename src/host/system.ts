// Which system this computer runs, as far as installing programs depends on it.
import { readFile } from 'node:fs/promises';

/** What installs programs. `winget`: Windows itself, where the machine lives in WSL 2. */
export const PACKAGE_MANAGERS = ['apt', 'dnf', 'pacman', 'zypper', 'brew', 'winget'] as const;
export type PackageManager = (typeof PACKAGE_MANAGERS)[number];

/** os-release(5): ID, then the words of ID_LIKE; the first that is known decides. */
const BY_ID: Readonly<Record<string, PackageManager>> = {
  debian: 'apt',
  ubuntu: 'apt',
  fedora: 'dnf',
  arch: 'pacman',
  opensuse: 'zypper',
  suse: 'zypper',
};
/** Like Fedora, but their QEMU is qemu-kvm alone, which is not the program that a machine takes (/usr/libexec/qemu-kvm). */
const WITHOUT_QEMU = ['rhel', 'centos'];

/** Null where none is known: the names of its packages are not known either. */
export function packageManagerOf(
  platform: NodeJS.Platform,
  osRelease: string,
): PackageManager | null {
  if (platform === 'darwin') return 'brew';
  if (platform === 'win32') return 'winget';
  const value = (name: string): string =>
    new RegExp(`^${name}=["']?([^"'\n]*)`, 'm').exec(osRelease)?.[1]?.toLowerCase() ?? '';
  const ids = [value('ID'), ...value('ID_LIKE').split(/\s+/)].map((id) => id.split('-')[0] ?? '');
  if (ids.some((id) => WITHOUT_QEMU.includes(id))) return null;
  return ids.map((id) => BY_ID[id]).find((manager) => manager !== undefined) ?? null;
}

/** Text of os-release; empty where there is none. */
export async function readOsRelease(): Promise<string> {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  return '';
}
