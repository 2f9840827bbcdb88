// The channel beside an open shell: requests come out of the machine on it, and answers go in.
import { newNonce } from '../../ssh/nonce.ts';
import type { ClientChannel } from 'ssh2';
import type { Link } from '../../ssh/connect.ts';
import { abandon } from '../../ssh/run.ts';
import { listenCommand, placeWord, textLines, type VerbGuest } from '../../ssh/verbs/guest.ts';
import { RequestReader } from '../../ssh/verbs/requests.ts';
import type { Session } from '../session.ts';
import { placeOf, watchPlace, type Desk } from './desk.ts';

/** What a shell that is about to be opened gets of `labs`. */
export async function verbGuest(session: Session, verbs: readonly string[]): Promise<VerbGuest> {
  return {
    nonce: newNonce(),
    place: placeWord(await placeOf(session)),
    verbs,
    unanswered: session.messages.terminal.unanswered,
    color: session.reporter.color,
  };
}

/**
 * Opens the channel; resolves with what closes it. A machine that does not let us, or sends too much, has a shell without
 * `labs`, and the learner is told. Throws nothing.
 */
export async function openVerbs(
  session: Session,
  link: Link,
  guest: VerbGuest,
  desk: Desk,
): Promise<() => void> {
  let channel: ClientChannel;
  try {
    channel = await link.open(listenCommand(guest));
  } catch {
    return () => undefined;
  }
  channel.on('error', () => undefined);
  channel.stderr.resume();
  const say = (line: string): void => {
    if (channel.writable) channel.write(`${line}\n`);
  };
  const places = await watchPlace(session, (place) => say(`place ${placeWord(place)}`));
  const reader = new RequestReader({
    now: () => performance.now(),
    onRequest: (request) => {
      const { id } = request;
      // The prompt that follows is to show where the command has led.
      const answer = async (status: number, text = ''): Promise<void> => {
        await places.look();
        for (const line of textLines(text)) say(`to ${id} ${line}`);
        say(`to ${id} ${status}`);
      };
      const taken = desk.take(request, (status, text) => void answer(status, text));
      say(`to ${id} taken`);
      if (!taken) say(`to ${id} 75`);
    },
    onFlood: () => {
      abandon(channel);
      void desk.close(session.messages.terminal.flood);
    },
  });
  channel.on('data', (bytes: Buffer) => reader.write(bytes));
  return () => {
    places.stop();
    channel.removeAllListeners('data');
    abandon(channel);
  };
}
