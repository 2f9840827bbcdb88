// Writes the picture into files: SVG, and PNG where the library that paints it is installed.
import type * as resvg from '@resvg/resvg-js';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LabsError } from '../../errors.ts';
import { writing } from '../../host/user-files.ts';
import type { NetworkMap } from '../../map/index.ts';
import { svgOf } from '../../map/svg/index.ts';
import type { Session } from '../session.ts';

export interface Files {
  readonly svg: string | undefined;
  readonly png: string | undefined;
  readonly dark: boolean;
}

/** Twice the size in px: sharp on the screens of today. */
const ZOOM = 2;

/** Throws LabsError `no-library`, and `cannot-write` for a file that cannot be written. */
export async function writePictures(
  session: Session,
  map: NetworkMap,
  files: Files,
): Promise<void> {
  const { language } = session;
  if (files.svg !== undefined) {
    const svg = await svgOf(map, { language, theme: files.dark ? 'dark' : 'auto' });
    await write(session, files.svg, svg);
  }
  if (files.png !== undefined) {
    const svg = await svgOf(map, { language, theme: files.dark ? 'dark' : 'light' });
    const { png, legible } = await pngOf(svg);
    await write(session, files.png, png);
    if (!legible) session.reporter.warn(session.messages.map.noFont);
  }
}

/** `loadSystemFonts`: the fonts of this computer; more are only a test's. */
type Fonts = NonNullable<resvg.ResvgRenderOptions['font']>;
const FONTS: Fonts = { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans Mono' };

/** With the fonts of this computer; `legible` tells whether they have what is written in it. */
export async function pngOf(
  svg: string,
  font = FONTS,
): Promise<{ png: Uint8Array; legible: boolean }> {
  const { Resvg } = await loadResvg();
  const png = new Resvg(svg, { fitTo: { mode: 'zoom', value: ZOOM }, font }).render().asPng();
  // A font that lacks a character draws the same box for each.
  const drawn = (sign: string): Uint8Array => {
    const text = `<text y="16" font-family="monospace" font-size="16">${sign}</text>`;
    const small = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="20">${text}</svg>`;
    return new Resvg(small, { font }).render().asPng();
  };
  const legible = !JAPANESE.test(svg) || !Buffer.from(drawn('日')).equals(drawn('本'));
  return { png, legible };
}

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

async function loadResvg(): Promise<typeof resvg> {
  try {
    return await import('@resvg/resvg-js');
  } catch (cause) {
    const library = '@resvg/resvg-js';
    throw new LabsError('usage', 'no-library', `${library} is not installed`, {
      cause,
      params: { library },
    });
  }
}

async function write(session: Session, name: string, contents: string | Uint8Array): Promise<void> {
  const file = resolve(session.io.cwd, name);
  await writing(file, () => writeFile(file, contents));
  session.reporter.notice(session.messages.map.written(name));
}
