// UEFI firmware for arm64: where each system's package puts it. A cloud image boots by it; a lab machine needs none.
import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Raw images that `-bios` takes, in this order. Homebrew and QEMU built from source keep theirs beside QEMU itself.
 * Debian: qemu-efi-aarch64. Fedora: edk2-aarch64. Arch: edk2-aarch64. openSUSE: qemu-uefi-aarch64.
 */
export function firmwarePlaces(qemu: string): string[] {
  return [
    join(dirname(dirname(qemu)), 'share/qemu/edk2-aarch64-code.fd'),
    '/opt/homebrew/share/qemu/edk2-aarch64-code.fd',
    '/usr/local/share/qemu/edk2-aarch64-code.fd',
    '/usr/share/qemu-efi-aarch64/QEMU_EFI.fd',
    '/usr/share/edk2/aarch64/QEMU_EFI.fd',
    '/usr/share/AAVMF/AAVMF_CODE.fd',
    '/usr/share/edk2/aarch64/QEMU_CODE.fd',
    '/usr/share/qemu/qemu-uefi-aarch64.bin',
    '/usr/share/qemu/edk2-aarch64-code.fd',
  ];
}

/** `qemu`: path of the program. Null where there is none. */
export async function findFirmware(qemu: string): Promise<string | null> {
  for (const path of firmwarePlaces(qemu)) {
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return null;
}
