// English: errors of providers, by code.
import type { ErrorMessage } from '../types.ts';

export const providerErrors = {
  'unknown-provider': (p) => ({
    message: `There is no provider "${p('word')}".`,
    hint: `There are: ${p('known')}`,
  }),
  'needs-provider': (p) => ({
    message: `${p('flag')} belongs to a provider.`,
    hint: `Name it too: --provider ssh ${p('flag')} …`,
  }),
  'no-host': (p) => ({
    message: 'The provider ssh needs to know which computer.',
    hint: `For example: ${p('example', 'bridge-labs start --provider ssh --host ada@lab.example')}`,
  }),
  'bad-host': (p) => ({
    message: `This names no computer: ${p('host')}`,
    hint: 'Write user@host, user@host:2222, user@[2001:db8::5]:2222, or a Host of your ~/.ssh/config.',
  }),
  'other-machine': (p) => ({
    message: `There is a machine already, of ${p('machine')}.`,
    hint: `Remove it first; your progress is kept: ${p('destroy')}`,
  }),
  'own-computer': (p) => ({
    message: `${p('host')} is the computer that you are on. The course breaks networks, and would break yours.`,
    hint: 'Name another computer, or let bridge-labs make a machine: bridge-labs start --provider qemu',
  }),
  'unfit-host': (p) => ({
    message: `${p('host')} cannot become a lab machine: ${p('system')}`,
    hint: 'Debian 12 or 13, or Ubuntu 22.04 or 24.04, with systemd is needed.',
  }),
  'eth1-taken': (p) => ({
    message: `${p('host')} has a network card eth1, and the course needs that name for its own cable.`,
    hint: 'Take another computer, or rename the card there (ip link set eth1 name …).',
  }),
  'cannot-stop': (p) => ({
    message: `${p('host')} is not ours to switch off. It stays as it is.`,
    hint: 'To give it back: bridge-labs destroy',
  }),
  'ssh-login': (p) => ({
    message: `ssh does not get into ${p('host')}.`,
    hint: p('reason', 'Try it yourself with ssh, then again here.'),
  }),
  'ssh-no-root': (p) => ({
    message: `On ${p('host')} this user cannot become root without a password.`,
    hint: 'Log in as root (--host root@…), or let that user run sudo without a password.',
  }),
  'host-key-unknown': (p) => ({
    message: `${p('host')} shows another host key than the one your ssh knows: ${p('found')}`,
    hint: 'If the computer was set up anew, remove the old key as ssh tells you to. Else somebody may be in between.',
  }),
  'no-driver': () => ({
    message:
      'docker-machine needs to know what shall run the machine, or which one is there already.',
    hint: 'For a new one: --provider docker-machine --driver amazonec2\nFor one that is there (docker-machine ls): --provider docker-machine --host NAME',
  }),
  'docker-machine-no-ssh': (p) => ({
    message: `docker-machine knows no way in by SSH to ${p('name')} (driver ${p('driver')}).`,
    hint: 'If you know one: bridge-labs start --provider ssh --host user@host',
  }),
  'program-failed': (p) => ({
    message: `This did not work: ${p('command')}`,
    hint: p('output'),
  }),
  'no-box': (p) => ({
    message: `There is no box ${p('box')}.`,
    hint: 'To make one of the image on this computer: bridge-labs image export --format vagrant-libvirt lab.box',
  }),
  'export-failed': (p) => ({
    message: `The image could not be exported: ${p('program')} failed.`,
    hint: p('output'),
  }),
  'unknown-format': (p) => ({
    message: `There is no format "${p('word')}".`,
    hint: `There are: ${p('known')}`,
  }),
  'no-published-checksum': (p) => ({
    message: `${p('sums')} does not name this image, so nobody can tell whether it is whole.`,
    hint: 'Debian puts SHA512SUMS beside its cloud images. A file that you have checked yourself: image build --from FILE',
  }),
  'cloud-silent': (p) => ({
    message: `The Debian that builds the machine has said nothing for ${p('seconds')} s.`,
    hint: 'Run it again with --debug: that shows the last lines of its console.',
  }),
  'bad-image-source': (p) => ({
    message: `No image can be made from ${p('word')}: it is neither mmdebstrap, nor cloud, nor a URL, nor a file in the qcow2 format.`,
  }),
  'bad-mirror': (p) => ({
    message: `This is not the URL of a Debian archive: ${p('mirror')}`,
    hint: 'For example: --mirror http://deb.debian.org/debian',
  }),
  'no-checksum': (p) => ({
    message: `There is no ${p('source')}.sha256, so nobody can tell whether the file is whole.`,
    hint: 'image export writes one beside the file. Or say what it must be: --sha256 SUM',
  }),
  'wrong-checksum': (p) => ({
    message: `${p('source')} is not what it should be; nothing was taken in.`,
    hint: `${p('algorithm', 'SHA-256')} expected: ${p('expected')}\nfound:            ${p('found')}`,
  }),
  'download-failed': (p) => ({
    message: `The download broke off: ${p('url')} (${p('reason')})`,
    hint: 'Run the command again: it goes on from there.',
  }),
  'not-an-image': (p) => ({
    message: `This is no image of bridge-labs: ${p('file')}`,
    hint: 'It is made by: bridge-labs image export FILE, without --format',
  }),
  'image-other-version': (p) => ({
    message: `This image was made by another version of bridge-labs (${p('key')}; this one needs ${p('wanted')}).`,
    hint: 'Export it with the version that you use here.',
  }),
  'setup-failed': (p) => ({
    message: `${p('host')} could not be set up.`,
    hint: p('output'),
  }),
} satisfies Record<string, ErrorMessage>;
