// `labs map --path FROM TO`: which way a packet takes, from one look at the machine; with --live, one is sent.
import { randomInt } from 'node:crypto';
import { newNonce } from '../../ssh/nonce.ts';
import { LabsError } from '../../errors.ts';
import { mapNeeds } from '../../map/index.ts';
import { drawPath } from '../../map/path/draw.ts';
import { endsOf, pathOf, type Ends, type Path } from '../../map/path/index.ts';
import { readTold, tellScript } from '../../map/path/told.ts';
import { readTrace, traceOf, type Live } from '../../map/path/live.ts';
import { observe } from '../../observe/index.ts';
import type { NetworkState } from '../../observe/types.ts';
import type { Connection } from '../../ssh/types.ts';
import { EXIT } from '../failure.ts';
import { observing } from '../observing.ts';
import type { Session } from '../session.ts';
import { spotJson, standing } from '../standing.ts';

/** Throws LabsError `bad-path` for anything but two words, `unknown-place`, and as `look`. */
export async function path(
  session: Session,
  words: readonly string[],
  live: boolean,
): Promise<number> {
  const [from, to, more] = words;
  if (from === undefined || to === undefined || more !== undefined) {
    const example = session.command('labs map --path test 203.0.113.10');
    throw new LabsError('usage', 'bad-path', '--path takes two places', { params: { example } });
  }
  const found = await observing(session, (connection, work) =>
    find(connection, from, to, live, () => work.phase('map.send')),
  );
  const { reporter, io, unicode, language } = session;
  const here = await standing(session);
  reporter.data({
    course: here.course.name,
    ...spotJson(here),
    ...found.path,
    ...(found.live === null ? {} : { live: found.live }),
  });
  const options = { width: io.columns, color: reporter.color, unicode, language };
  session.print(...drawPath(found.path, found.live, options));
  return EXIT.done;
}

interface Found {
  readonly path: Path;
  readonly live: Live | null;
}

async function find(
  connection: Connection,
  from: string,
  to: string,
  live: boolean,
  sending: () => void,
): Promise<Found> {
  const nonce = newNonce();
  const seen = await observe(connection.runScript, { needs: mapNeeds(), probes: [], nonce });
  // Before more is asked: a word that means nothing.
  known(seen.state, from, to);
  const output = await connection.runScript(tellScript(seen.state, nonce));
  const { state, told } = readTold(seen.state, output, nonce);
  const found = pathOf(state, known(state, from, to), told);
  if (!live) return { path: found, live: null };
  sending();
  const trace = traceOf(state, found, randomInt(20_000, 30_000));
  return { path: found, live: readTrace(await connection.runScript(trace.script), trace) };
}

function known(state: NetworkState, from: string, to: string): Ends {
  const ends = endsOf(state, from, to);
  if (!('unknown' in ends)) return ends;
  const places = state.namespaces
    .flatMap(({ host, containers, names }) => [...(host ? ['host'] : []), ...containers, ...names])
    .join(', ');
  throw new LabsError('usage', 'unknown-place', `there is no place ${ends.unknown}`, {
    params: { place: ends.unknown, places },
  });
}
