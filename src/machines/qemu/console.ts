// The machine's console: a root shell on a virtio console (hvc0), which needs neither SSH nor the network.
import { randomBytes } from 'node:crypto';
import { createConnection, type Socket } from 'node:net';
import { LabsError } from '../../errors.ts';
import type { Console } from '../types.ts';

/** Ends every script; sent before one too, so that what a killed caller left half-written is closed. */
const END = 'BRIDGE_LABS_END_OF_SCRIPT';

/**
 * The console behind the Unix socket `path`. The guest's side is bridge-labs-console.service: a shell
 * that reads commands from a raw terminal, one caller at a time.
 */
export function qemuConsole(path: string): QemuConsole {
  const open = new Set<Socket>();
  return {
    async run(script, { timeoutMs = 10_000 } = {}) {
      const socket = createConnection(path);
      open.add(socket);
      try {
        return await runScript(socket, script, timeoutMs);
      } finally {
        open.delete(socket);
      }
    },
    cut() {
      for (const socket of open) socket.destroy();
    },
  };
}

export interface QemuConsole extends Console {
  /**
   * Ends what runs there as far as this process waits for it: in a machine that is taken elsewhere it will never end, and
   * whoever comes next is not served before its connection is gone. Its `run` rejects.
   */
  cut(): void;
}

async function runScript(
  socket: Socket,
  script: string,
  timeoutMs: number,
): Promise<{ stdout: string; status: number }> {
  const nonce = randomBytes(8).toString('hex');
  const seconds = Math.max(1, Math.ceil(timeoutMs / 1000));
  const begin = `<begin ${nonce}>\n`;
  const end = new RegExp(`<end ${nonce} (\\d+)>\n`);
  const lines = [
    ``,
    END,
    // As an argument, not as standard input: commands in the script must not read the rest of it.
    `printf '<begin %s>\\n' ${nonce}; timeout ${seconds} sh -c "$(cat <<'${END}'`,
    script,
    END,
    `)" </dev/null 2>&1`,
    `printf '<end %s %d>\\n' ${nonce} $?`,
    ``,
  ];
  let received = '';
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`silent for ${seconds} s`)), timeoutMs);
      socket.setEncoding('utf8');
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('the console was closed')));
      socket.on('data', (text: string) => {
        received += text;
        const found = end.exec(received);
        if (!found) return;
        const from = received.indexOf(begin);
        resolve({
          stdout: from < 0 ? '' : received.slice(from + begin.length, found.index),
          status: Number(found[1]),
        });
      });
      socket.write(lines.join('\n'));
    });
  } catch (cause) {
    throw new LabsError('machine', 'console-silent', 'the console of the machine does not answer', {
      cause,
      hint: 'labs reset',
    });
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
