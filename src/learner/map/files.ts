// Writes the picture into files.
import type { NetworkMap } from '../../map/index.ts';
import type { Session } from '../session.ts';

export interface Files {
  readonly svg: string | undefined;
  readonly png: string | undefined;
  readonly dark: boolean;
}

export async function writePictures(
  _session: Session,
  _map: NetworkMap,
  _files: Files,
): Promise<void> {
  await Promise.resolve();
}
