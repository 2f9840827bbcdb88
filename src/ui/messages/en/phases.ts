// English: names of the phases of long work. Keys are those that machines report.

export const phases = {
  names: {
    'image.packages': 'Downloading and installing Debian packages',
    'image.install': 'Installing the packages',
    'image.provision': 'Setting up the machine inside',
    'image.disk': 'Writing the disk image',
    'image.boot': 'Booting the new machine for the first time',
    'image.docker': 'Waiting for Docker in the machine',
    'image.checkpoint': 'Saving the base checkpoint',
    'image.wait': 'Waiting for another command to build the image',
    'programs.install': 'Installing missing programs',
    'image.probe': 'Trying hardware acceleration on a small guest',
    'machine.suspend': "Saving the machine's state",
    'machine.wait': 'Waiting for another command to finish',
    'check.observe': 'Looking at the machine',
    'prove.step': 'Proving a step',
    'machine.create': 'Making the machine',
    'machine.start': 'Starting the machine',
    'machine.ssh': 'Waiting for SSH',
    'machine.restore': 'Restoring a checkpoint',
    'machine.save': 'Saving a checkpoint',
    'machine.setup': 'Preparing the machine for this step',
    'machine.replay': 'Replaying the steps before',
    'machine.stop': 'Stopping the machine',
    'machine.destroy': 'Removing the machine',
  },
  /** After a phase's name: "42 %, about 10 s left". */
  fraction: (percent: number) => `${percent} %`,
  left: (duration: string) => `about ${duration} left`,
  elapsed: (duration: string) => duration,
  done: (name: string, duration: string) => `${name}: done in ${duration}`,
};
