// English: what is said of providers and of computers that become machines.

export const providers = {
  providerChosen: {
    installed: (provider: string) =>
      `The machine runs on ${provider}, the best that is installed here. Another: --provider`,
    installable: (provider: string) =>
      `The machine runs on ${provider}, which can be installed here. Another: --provider`,
  },
  lookingAt: (host: string) => `Looking at ${host} …`,
  unknownHostKey: (host: string) => `${host} is not known to your ssh yet. Its host key:`,
  askHostKey: 'Is that the right key? It will be the only one that is believed.',
  changesOf: {
    title: (host: string, system: string) =>
      `${host} (${system}) would become a lab machine. Changed there:`,
    packages: (words: string) => `these packages are installed, with what they need: ${words}`,
    noPackages: 'no package is installed: all are there',
    newUser: 'a user "learner" is made, who may become root without a password',
    sameUser: 'the user "learner" gets a key of the course, and may become root without a password',
    dockerConfig: '/etc/docker/daemon.json keeps container logs small; Docker runs',
    ownDockerConfig: 'your own /etc/docker/daemon.json stays; Docker runs',
    network:
      'a cable eth1 (192.168.99.100/24) leads to two namespaces, host2 and internet; /etc/hosts names them',
    files:
      'files: /usr/local/lib/bridge-labs, /var/lib/bridge-labs, services bridge-labs-*, sshd for that user',
    warning:
      'the course breaks networks on purpose: undo and reset remove ALL containers, networks, namespaces and firewall rules that were not there before',
    back: (destroy: string) => `All of it is taken back by: ${destroy}`,
  },
  askChanges: (host: string) => `Make ${host} a lab machine?`,
  lossTakeBack: (host: string) =>
    `${host} is given back: packages, user, services and files of the course are removed there, and what was built in it. Your progress is kept.`,
  takenBack: (host: string) =>
    `${host} is as it was, but for packages that came along with those of the course (there: sudo apt-get autoremove), logs, and files that you changed yourself. Your progress is kept.`,
  notTakenBack: (host: string) =>
    `${host} cannot be reached, so everything is still there. To take it back there, as root: sh /var/lib/bridge-labs/machine/host/remove.sh`,
  rebooted: (undo: string) =>
    `The machine was rebooted, and what was built in it is gone. To have it as it was at the beginning of this step: ${undo}`,
  imageExported: {
    image: (file: string) => `The image is in ${file}. Elsewhere: bridge-labs image import ${file}`,
    'vagrant-libvirt': (file: string) =>
      `The box is in ${file}. To use it: bridge-labs start --provider vagrant --driver libvirt --box ${file}`,
    qcow2: (file: string) =>
      `The disk is in ${file}. It boots by BIOS from a virtio disk; its user vagrant has a key that everybody knows, so keep it off any network.`,
  },
};
