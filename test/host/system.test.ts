// Which commands install what is missing, by what os-release says of a system.
import { expect, it } from 'vitest';
import { installWords, packageOf } from '../../src/host/packages.ts';
import { imageSource, neededPrograms, type Host } from '../../src/host/programs.ts';
import { packageManagerOf } from '../../src/host/system.ts';

/** As these systems have it in /etc/os-release, shortened to what names them. */
const OS_RELEASE: Readonly<Record<string, string>> = {
  debian: `PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
NAME="Debian GNU/Linux"
VERSION_ID="13"
VERSION_CODENAME=trixie
ID=debian
HOME_URL="https://www.debian.org/"
`,
  ubuntu: `PRETTY_NAME="Ubuntu 24.04.2 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
ID=ubuntu
ID_LIKE=debian
UBUNTU_CODENAME=noble
`,
  mint: `NAME="Linux Mint"
VERSION="22.1 (Xia)"
ID=linuxmint
ID_LIKE="ubuntu debian"
`,
  fedora: `NAME="Fedora Linux"
VERSION="42 (Workstation Edition)"
ID=fedora
VERSION_ID=42
PLATFORM_ID="platform:f42"
`,
  arch: `NAME="Arch Linux"
PRETTY_NAME="Arch Linux"
ID=arch
BUILD_ID=rolling
`,
  manjaro: `NAME="Manjaro Linux"
ID=manjaro
ID_LIKE=arch
`,
  tumbleweed: `NAME="openSUSE Tumbleweed"
ID="opensuse-tumbleweed"
ID_LIKE="opensuse suse"
`,
  leap: `NAME="openSUSE Leap"
VERSION="15.6"
ID="opensuse-leap"
ID_LIKE="suse opensuse"
`,
  rocky: `NAME="Rocky Linux"
VERSION="9.5 (Blue Onyx)"
ID="rocky"
ID_LIKE="rhel centos fedora"
`,
  nixos: `NAME=NixOS
ID=nixos
`,
};

it.each([
  ['debian', 'apt'],
  ['ubuntu', 'apt'],
  ['mint', 'apt'],
  ['fedora', 'dnf'],
  ['arch', 'pacman'],
  ['manjaro', 'pacman'],
  ['tumbleweed', 'zypper'],
  ['leap', 'zypper'],
  ['rocky', null],
  ['nixos', null],
])('%s has %s', (name, manager) => {
  expect(packageManagerOf('linux', OS_RELEASE[name] ?? '')).toBe(manager);
});

it('a Mac has Homebrew, Windows winget', () => {
  expect(packageManagerOf('darwin', '')).toBe('brew');
  expect(packageManagerOf('win32', '')).toBe('winget');
  expect(packageManagerOf('freebsd', '')).toBeNull();
});

const host = (changes: Partial<Host>): Host => ({
  env: { PATH: '/nowhere' },
  platform: 'linux',
  architecture: 'amd64',
  uid: 1000,
  manager: 'apt',
  ...changes,
});

/** The commands for a computer that has none of what its machine takes. */
async function commands(changes: Partial<Host>): Promise<string[]> {
  const here = host(changes);
  const programs = neededPrograms(here, await imageSource(here));
  const packages = [...new Set(programs.map((program) => program.package))];
  if (here.manager === null) throw new Error('no manager');
  return installWords(here.manager, packages).map((words) => words.join(' '));
}

it('Fedora, Arch and openSUSE get QEMU alone, by the names that it has there', async () => {
  expect(await commands({ manager: 'dnf' })).toEqual([
    'dnf install --assumeyes qemu-system-x86-core qemu-img util-linux procps-ng',
  ]);
  expect(await commands({ manager: 'pacman' })).toEqual([
    'pacman -S --needed --noconfirm qemu-system-x86 qemu-img util-linux procps-ng',
  ]);
  expect(await commands({ manager: 'zypper' })).toEqual([
    'zypper --non-interactive install --no-recommends qemu-x86 qemu-img util-linux procps',
  ]);
});

it('on arm64 the firmware is among it', async () => {
  expect(await commands({ manager: 'dnf', architecture: 'arm64' })).toEqual([
    'dnf install --assumeyes qemu-system-aarch64-core qemu-img edk2-aarch64 util-linux procps-ng',
  ]);
});

it('a Mac has all of it in one package, and processes are its own', async () => {
  const mac = { manager: 'brew', platform: 'darwin', architecture: 'arm64' } as const;
  expect(await imageSource(host(mac))).toBe('cloud');
  expect(await commands(mac)).toEqual(['brew install qemu']);
});

it('Windows gets WSL 2, and a Debian in it', async () => {
  expect(await commands({ manager: 'winget', platform: 'win32' })).toEqual([
    'winget install --exact --id Microsoft.WSL',
    'wsl --install --distribution Debian',
  ]);
});

it('only where apt is, mmdebstrap builds the image', async () => {
  expect(await imageSource(host({}))).toBe('mmdebstrap');
  for (const manager of ['dnf', 'pacman', 'zypper', null] as const) {
    expect(await imageSource(host({ manager }))).toBe('cloud');
  }
  expect(packageOf(null, 'qemu-img')).toBe('qemu-img');
});
