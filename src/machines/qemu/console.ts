// The machine's console: a root shell on a virtio console (hvc0), which needs neither SSH nor the network.
import { randomBytes } from 'node:crypto';
import { createConnection } from 'node:net';
import { LabsError } from '../../errors.ts';
import type { Console } from '../types.ts';

/** Ends every script; sent before one too, so that what a killed caller left half-written is closed. */
const END = 'BRIDGE_LABS_END_OF_SCRIPT';

/**
 * The console behind the Unix socket `path`. The guest's side is bridge-labs-console.service: a shell
 * that reads commands from a raw terminal, one caller at a time.
 */
export function qemuConsole(path: string): Console {
  return {
    run: (script, { timeoutMs = 10_000 } = {}) => runScript(path, script, timeoutMs),
  };
}

async function runScript(
  path: string,
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
  const socket = createConnection(path);
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
