// PNG of the map: painted with the fonts that there are, and told when they lack what is written in it.
import { expect, test } from 'vitest';
import { pngOf } from '../../src/learner/map/files.ts';
import { mapOf } from '../../src/map/index.ts';
import { svgOf } from '../../src/map/svg/index.ts';
import { stage } from '../checks/judged.ts';

const NO_FONTS = { loadSystemFonts: false };

test.each([
  ['en', true],
  ['ja', false],
] as const)('without a Japanese font, %s is legible: %s', async (language, expected) => {
  const svg = await svgOf(mapOf(stage('clean').state), { language, theme: 'light' });
  const { png, legible } = await pngOf(svg, NO_FONTS);
  expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
  expect(legible).toBe(expected);
});
