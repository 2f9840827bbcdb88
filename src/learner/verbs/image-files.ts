// `bridge-labs image export|import`: an image as a file, for other computers and other programs.
import { resolve } from 'node:path';
import { LabsError } from '../../errors.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../machines/qemu/image/formats.ts';
import { isUrl } from '../../host/download.ts';
import { mustBeFile, mustBeWritable } from '../../host/user-files.ts';
import { EXIT } from '../failure.ts';
import { prepareHost } from '../host.ts';
import type { Session } from '../session.ts';

export async function imageExport(
  session: Session,
  format: string,
  name: string | undefined,
): Promise<number> {
  if (!isFormat(format)) {
    throw new LabsError('usage', 'unknown-format', `there is no format ${format}`, {
      params: { word: format, known: EXPORT_FORMATS.join(', ') },
    });
  }
  const file = resolve(session.io.cwd, name ?? USUAL_NAMES[format]);
  await mustBeWritable(file);
  await prepareHost(session);
  const images = await session.parts.openImages(session.paths);
  const { signal } = session.io;
  await session.reporter.work((progress) => images.export(format, file, { signal, progress }));
  session.print(session.messages.learner.imageExported[format](file));
  session.reporter.data({ format, file, checksum: `${file}.sha256` });
  return EXIT.done;
}

const USUAL_NAMES: Readonly<Record<ExportFormat, string>> = {
  image: 'bridge-labs-image.tar',
  'vagrant-libvirt': 'bridge-labs.box',
  qcow2: 'bridge-labs.qcow2',
};

function isFormat(word: string): word is ExportFormat {
  return (EXPORT_FORMATS as readonly string[]).includes(word);
}

export async function imageImport(
  session: Session,
  source: string,
  sha256: string | undefined,
): Promise<number> {
  const remote = isUrl(source);
  const from = remote ? source : resolve(session.io.cwd, source);
  if (!remote) await mustBeFile(from);
  const images = await session.parts.openImages(session.paths);
  const { signal } = session.io;
  const key = await session.reporter.work((progress) =>
    images.import(from, { signal, progress, sha256 }),
  );
  session.print(session.messages.learner.imageBuilt(key));
  session.reporter.data({ key });
  return EXIT.done;
}
