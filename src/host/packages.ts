// The packages that hold the programs, by package manager, and the commands that install them.
import type { PackageManager } from './system.ts';

/** What a package is wanted for: a program's name, or `firmware`. */
type Packages = Readonly<Record<string, string>>;

const PACKAGES: Readonly<Record<PackageManager, Packages>> = {
  apt: {
    'qemu-system-x86_64': 'qemu-system-x86',
    'qemu-system-aarch64': 'qemu-system-arm',
    'qemu-img': 'qemu-utils',
    mmdebstrap: 'mmdebstrap',
    mke2fs: 'e2fsprogs',
    setpriv: 'util-linux',
    ps: 'procps',
    newuidmap: 'uidmap',
    firmware: 'qemu-efi-aarch64',
    ssh: 'openssh-client',
  },
  dnf: {
    'qemu-system-x86_64': 'qemu-system-x86-core',
    'qemu-system-aarch64': 'qemu-system-aarch64-core',
    'qemu-img': 'qemu-img',
    setpriv: 'util-linux',
    ps: 'procps-ng',
    firmware: 'edk2-aarch64',
  },
  pacman: {
    'qemu-system-x86_64': 'qemu-system-x86',
    'qemu-system-aarch64': 'qemu-system-aarch64',
    'qemu-img': 'qemu-img',
    setpriv: 'util-linux',
    ps: 'procps-ng',
    firmware: 'edk2-aarch64',
  },
  zypper: {
    'qemu-system-x86_64': 'qemu-x86',
    'qemu-system-aarch64': 'qemu-arm',
    'qemu-img': 'qemu-img',
    setpriv: 'util-linux',
    ps: 'procps',
    firmware: 'qemu-uefi-aarch64',
  },
  brew: {
    'qemu-system-x86_64': 'qemu',
    'qemu-system-aarch64': 'qemu',
    'qemu-img': 'qemu',
    firmware: 'qemu',
  },
  // There the machine lives in WSL 2, see installWords.
  winget: {},
};

/** The program that each is called by. */
export const MANAGER_PROGRAMS: Readonly<Record<PackageManager, string>> = {
  apt: 'apt-get',
  dnf: 'dnf',
  pacman: 'pacman',
  zypper: 'zypper',
  brew: 'brew',
  winget: 'winget',
};

/** The package of this system that has it; its own name where none is known. */
export function packageOf(manager: PackageManager | null, wanted: string): string {
  const packages = manager === null ? undefined : PACKAGES[manager];
  return packages?.[wanted] ?? wanted;
}

/** The commands that install `packages`, without `sudo`. */
export function installWords(manager: PackageManager, packages: readonly string[]): string[][] {
  switch (manager) {
    case 'apt':
      return [['apt-get', 'install', '--yes', '--no-install-recommends', ...packages]];
    case 'dnf':
      return [['dnf', 'install', '--assumeyes', ...packages]];
    case 'pacman':
      return [['pacman', '-S', '--needed', '--noconfirm', ...packages]];
    case 'zypper':
      return [['zypper', '--non-interactive', 'install', '--no-recommends', ...packages]];
    case 'brew':
      return [['brew', 'install', ...packages]];
    case 'winget':
      // Then, inside: what Debian takes. Windows restarts in between, so nobody runs these unasked.
      return [
        ['winget', 'install', '--exact', '--id', 'Microsoft.WSL'],
        ['wsl', '--install', '--distribution', 'Debian'],
      ];
  }
}
