// A file in the machine's memory that tells a machine that was rebooted: what had been built in it is gone then, and so is the file.
import type { RunScript } from '../observe/types.ts';

/** Under /run: a live checkpoint keeps it, a reboot does not. Made when a machine is ready to be used, also by machine/. */
export const MARK = '/run/bridge-labs.mark';

/** Whether the machine has been booted since it was made ready. Rejects when it cannot be asked. */
export async function wasRebooted(run: RunScript): Promise<boolean> {
  return (await run(`[ -e ${MARK} ] || echo rebooted`)).includes('rebooted');
}
