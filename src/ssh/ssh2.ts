// Loads ssh2 when it is first needed: its client takes 40 ms to load, which the callers hide behind the machine's own answer.
import { createRequire } from 'node:module';
import type { Client } from 'ssh2';

/**
 * ssh2 is CommonJS, and looks for two native parts that an install without a compiler lacks (it then does
 * without). Through `createRequire` it is found at run time beside the program, bundled or not, and no
 * bundler has to know about `.node` files.
 */
const load = createRequire(import.meta.url);

/** The client alone: the whole of ssh2 (server, agents, tunnels) takes a third longer to load. */
export function loadClient(): typeof Client {
  return load('ssh2/lib/client.js') as typeof Client;
}
