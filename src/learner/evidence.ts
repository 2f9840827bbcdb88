// The evidence for a step that asks whether a command was run: the recordings of the machine's shells.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '../checks/types.ts';
import { readChoices } from './choices.ts';
import type { Session } from './session.ts';
import type { Standing } from './standing.ts';

/** So much is read, the newest first: what a learner did in one step is far less. */
const LIMIT_BYTES = 24e6;

/** Undefined for a step that does not ask for it. */
export async function evidenceFor(session: Session, here: Standing): Promise<Evidence | undefined> {
  if (!here.step.inspect) return undefined;
  const { recordings, CUT } = await import('../host/recording.ts');
  const { textAt } = await import('./recorded-text.ts');
  const sought = { course: here.course.name, place: `${here.lab.number}/${here.step.id}` };
  const folder = session.recordings();
  const texts: string[] = [];
  let cut = false;
  let left = LIMIT_BYTES;
  for (const name of recordings(folder)) {
    const file = join(folder, name);
    // Another shell may just have removed it.
    const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 };
    left -= size;
    // Of another learner, or of this one before they began anew.
    if (left < 0 || mtimeMs < here.progress.startedAt) break;
    const found = textAt(readFileSync(file, 'utf8'), sought, CUT);
    texts.unshift(found.text);
    cut ||= found.cut;
  }
  const text = texts.filter((each) => each.trim() !== '').join('\n');
  if (cut) return { text, missing: 'cut' };
  // A prompt alone, and nothing typed after it, is a shell that waits while its learner works elsewhere.
  if (text.includes('\n')) return { text };
  return {
    text,
    missing: readChoices(session.paths.config).record === false ? 'off' : 'elsewhere',
  };
}
