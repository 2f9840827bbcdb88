// The places of pictures in a lab's text, and what is put there.
import { expect, test } from 'vitest';
import { pictureIn, picturesIn, withPicture } from '../../src/course/pictures.ts';

const TEXT = `Intro.

<!-- picture: before -->
\`\`\`text
old
picture
\`\`\`

## Step

<!-- picture: after -->

\`\`\`text
\`\`\`
`;

test('a picture stands in the text block under its comment', () => {
  expect(picturesIn(TEXT)).toEqual(['before', 'after']);
  expect(pictureIn(TEXT, 'before')).toEqual(['old', 'picture']);
  expect(pictureIn(TEXT, 'after')).toEqual([]);
});

test('another picture takes its place, and nothing else changes', () => {
  const drawn = withPicture(TEXT, 'before', ['new']);
  expect(drawn).toBe(TEXT.replace('old\npicture', 'new'));
  expect(withPicture(drawn, 'after', ['a', 'b'])).toContain('```text\na\nb\n```');
});

test('without a text block under it there is no place', () => {
  const prose = '<!-- picture: before -->\n\nWords.\n\n```text\nx\n```\n';
  expect(picturesIn(prose)).toEqual([]);
  expect(withPicture(prose, 'before', ['new'])).toBe(prose);
  expect(picturesIn('<!-- picture: before -->\n```text\nnever closed\n')).toEqual([]);
});
