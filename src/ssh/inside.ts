// All that this project does inside ssh2, past its documented side. Where ssh2 changes, each of these does nothing.
import type { Client, ClientChannel } from 'ssh2';

/** The part of ssh2's inside that is touched here (lib/protocol/Protocol.js of 1.17). Absent: all works, slower. */
interface Inside {
  authPK?: (user: string, key: SigningKey, algorithm?: string, sign?: Signer) => void;
  _handlers?: { GLOBAL_REQUEST?: GlobalRequest };
  signal?: (channel: number, name: string) => void;
}
interface SigningKey {
  readonly type: string;
  sign(data: Buffer): Buffer | Error;
}
type Signer = (data: Buffer, done: (signature: Buffer) => void) => void;
type GlobalRequest = (
  protocol: unknown,
  name: string,
  wantReply: boolean,
  data: unknown,
) => unknown;

/**
 * Leaves out what an emulated machine would pay dearly for: two answers that nobody needs, of 20 to 60 ms each.
 * To be called right after `client.connect()`.
 */
export function makeQuick(client: Client): void {
  const protocol = insideOf(client);
  if (protocol === undefined) return;
  signAtOnce(protocol);
  skipHostKeyProof(protocol);
}

/** ssh2 first asks whether a key would do, then signs. RFC 4252 section 7 leaves the question out at will. */
function signAtOnce(protocol: Inside): void {
  const ask = protocol.authPK?.bind(protocol);
  if (ask === undefined) return;
  protocol.authPK = (user, key, algorithm, sign) => {
    if (sign !== undefined || key.type !== 'ssh-ed25519') {
      ask(user, key, algorithm, sign);
      return;
    }
    ask(user, key, algorithm, (data, done) => {
      const signature = key.sign(data);
      if (signature instanceof Error) throw signature;
      done(signature);
    });
  };
}

/** OpenSSH tells all its host keys after the login, and ssh2 asks it to sign with each. Ours is pinned already. */
function skipHostKeyProof(protocol: Inside): void {
  const handlers = protocol._handlers;
  const handle = handlers?.GLOBAL_REQUEST;
  if (handlers === undefined || handle === undefined) return;
  handlers.GLOBAL_REQUEST = (self, name, wantReply, data) => {
    if (name === 'hostkeys-00@openssh.com' && !wantReply) return undefined;
    return handle(self, name, wantReply, data);
  };
}

/** Closes the socket when what is still unsent has left, without waiting for the other side's goodbye. */
export function closeSoon(client: Client): void {
  const socket = (client as unknown as { _sock?: { destroySoon?(): void } })._sock;
  if (socket?.destroySoon) socket.destroySoon();
  else client.destroy();
}

/** Sends a signal, also after stdin's end, when ssh2's own `signal` does nothing (RFC 4254 section 6.9 allows it). */
export function sendSignal(channel: ClientChannel, name: string): void {
  const { outgoing, _client } = channel as unknown as {
    outgoing?: { readonly id: number; readonly state: string };
    _client?: Client;
  };
  if (outgoing === undefined || _client === undefined) return;
  if (outgoing.state === 'open' || outgoing.state === 'eof') {
    insideOf(_client)?.signal?.(outgoing.id, name);
  }
}

function insideOf(client: Client): Inside | undefined {
  return (client as unknown as { _protocol?: Inside })._protocol;
}
