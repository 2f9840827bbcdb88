// `bridge-labs image ls|build|rm`: the machine images on this computer.
import { open, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { LabsError } from '../../errors.ts';
import { isUrl } from '../../host/download.ts';
import type { ImageInfo, ImageOptions } from '../../machines/index.ts';
import { EXIT } from '../failure.ts';
import { prepareImage } from '../host.ts';
import type { Session } from '../session.ts';

export async function imageList(session: Session): Promise<number> {
  const { learner } = session.messages;
  const images = await (await session.parts.openImages(session.paths)).list();
  const used = await imagesInUse(session, images);
  if (images.length === 0) {
    session.print(learner.noImages(session.command('bridge-labs image build')));
  }
  for (const image of images) session.print(imageLine(session, image, used));
  session.reporter.data({
    images: images.map((image) => ({ ...image, machines: used.get(image.key) ?? [] })),
  });
  return EXIT.done;
}

/** `from`: mmdebstrap, cloud, or a cloud image by its file or URL. `mirror`: URL of a Debian archive. */
export async function imageBuild(
  session: Session,
  from?: string,
  mirror?: string,
): Promise<number> {
  const made = from === undefined ? {} : await sourceNamed(session, from);
  if (mirror !== undefined && !isUrl(mirror)) {
    throw new LabsError('usage', 'bad-mirror', `not the URL of a mirror: ${mirror}`, {
      params: { mirror },
    });
  }
  await prepareImage(session, made.from);
  const images = await session.parts.openImages(session.paths);
  const { signal } = session.io;
  const { key, folder } = await session.reporter.work((progress) =>
    images.build({ signal, progress, ...made, mirror }),
  );
  session.print(session.messages.learner.imageBuilt(key));
  session.reporter.data({ key, folder });
  return EXIT.done;
}

async function sourceNamed(
  session: Session,
  word: string,
): Promise<Pick<ImageOptions, 'from' | 'image'>> {
  if (word === 'mmdebstrap' || word === 'cloud') return { from: word };
  if (isUrl(word)) return { from: 'cloud', image: word };
  const file = resolve(session.io.cwd, word);
  if (await isQcow2(file)) return { from: 'cloud', image: file };
  throw new LabsError('usage', 'bad-image-source', `no image can be made from ${word}`, {
    params: { word },
  });
}

/** By its first bytes (QEMU: docs/interop/qcow2). */
async function isQcow2(file: string): Promise<boolean> {
  try {
    await using opened = await open(file);
    const { buffer } = await opened.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.equals(Buffer.from('QFI\xfb', 'latin1'));
  } catch {
    return false;
  }
}

/** Without keys: what neither `start` nor a machine uses. An image that a machine stands on is refused. */
export async function imageRemove(session: Session, keys: readonly string[]): Promise<number> {
  const { learner } = session.messages;
  const images = await session.parts.openImages(session.paths);
  const there = await images.list();
  const used = await imagesInUse(session, there);
  const wanted = keys.length > 0 ? keys.map((key) => named(there, key)) : unused(there, used);
  for (const { key } of wanted) {
    const machines = used.get(key);
    if (machines === undefined) continue;
    throw new LabsError('usage', 'image-in-use', `the machine ${machines.join(', ')} uses ${key}`, {
      params: {
        key,
        machines: machines.join(', '),
        destroy: session.command('bridge-labs destroy'),
      },
    });
  }
  if (wanted.length > 0) {
    for (const image of wanted) session.reporter.notice(imageLine(session, image, used));
    if (!(await session.confirm(learner.askRemoveImages))) {
      session.print(learner.nothingDone);
      return EXIT.notYet;
    }
    await images.remove(wanted.map(({ key }) => key));
  }
  session.print(learner.imagesRemoved(wanted.length));
  session.reporter.data({ removed: wanted.map(({ key }) => key) });
  return EXIT.done;
}

function unused(there: readonly ImageInfo[], used: ReadonlyMap<string, string[]>): ImageInfo[] {
  return there.filter(({ key, current }) => !current && !used.has(key));
}

/** By the key or an unambiguous beginning of it. */
function named(there: readonly ImageInfo[], word: string): ImageInfo {
  const found = there.filter(({ key }) => key.startsWith(word));
  const [one] = found;
  if (one && found.length === 1) return one;
  throw new LabsError('usage', 'unknown-image', `there is no image ${word}`, {
    params: { word, known: there.map(({ key }) => key).join(', ') },
  });
}

/** Image key → the machines whose disks stand on it: of this home by name, of others by their folder. */
async function imagesInUse(
  session: Session,
  images: readonly ImageInfo[],
): Promise<Map<string, string[]>> {
  const { machines: own } = session.paths;
  const used = new Map<string, Set<string>>();
  const note = (key: string, machine: string): void => {
    used.set(key, (used.get(key) ?? new Set()).add(machine));
  };
  for (const { key, machines } of images) {
    for (const folder of machines) note(key, dirname(folder) === own ? basename(folder) : folder);
  }
  // Of those that were made before there were notes of it.
  for (const name of await readdir(own).catch(() => [])) {
    const text = await readFile(join(own, name, 'machine.json'), 'utf8').catch(() => null);
    const key = /"image":\s*"([0-9a-f]+)"/.exec(text ?? '')?.[1];
    if (key !== undefined) note(key, name);
  }
  return new Map([...used].map(([key, machines]) => [key, [...machines]]));
}

function imageLine(
  session: Session,
  { key, size, builtAt, current }: ImageInfo,
  used: ReadonlyMap<string, string[]>,
): string {
  const { learner } = session.messages;
  const day = new Date(builtAt).toISOString().slice(0, 10);
  const machines = used.get(key);
  const notes = [
    ...(current ? [learner.imageCurrent] : []),
    ...(machines ? [learner.imageUsedBy(machines.join(', '))] : []),
  ];
  const note = notes.length > 0 ? `  ${notes.join(', ')}` : '';
  return `${key}  ${day}  ${Math.round(size / 1e6)} MB${note}`;
}
