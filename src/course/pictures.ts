// The pictures that stand in a lab's text: `<!-- picture: before -->`, and under it a fenced `text` block.

export const MOMENTS = ['before', 'after'] as const;
/** Of the lab: when the machine stands at its beginning, and when its last step is solved. */
export type Moment = (typeof MOMENTS)[number];

interface Place {
  readonly moment: Moment;
  /** Indexes of lines: the first of the picture, and the fence that ends it. */
  readonly from: number;
  readonly to: number;
}

/** Which pictures a lab's Markdown has a place for. */
export function picturesIn(text: string): Moment[] {
  return placesIn(text.split('\n')).map(({ moment }) => moment);
}

/** The comments that ask for a picture, whether or not a block follows, with their lines (1-based). */
export function pictureComments(text: string): { moment: Moment; line: number }[] {
  return text.split('\n').flatMap((line, index) => {
    const moment = momentOf(line);
    return moment === undefined ? [] : [{ moment, line: index + 1 }];
  });
}

/** The lines of a picture as it stands there; null where the text has no place for it. */
export function pictureIn(text: string, moment: Moment): string[] | null {
  const lines = text.split('\n');
  const place = placesIn(lines).find((each) => each.moment === moment);
  return place ? lines.slice(place.from, place.to) : null;
}

/** The text with another picture in its place. */
export function withPicture(text: string, moment: Moment, picture: readonly string[]): string {
  const lines = text.split('\n');
  const place = placesIn(lines).find((each) => each.moment === moment);
  if (!place) return text;
  return lines.toSpliced(place.from, place.to - place.from, ...picture).join('\n');
}

function placesIn(lines: readonly string[]): Place[] {
  return lines.flatMap((line, index) => {
    const moment = momentOf(line);
    const fence = lines.findIndex((each, at) => at > index && each.trim() !== '');
    if (!moment || lines[fence]?.trim() !== '```text') return [];
    const to = lines.findIndex((each, at) => at > fence && each.trim() === '```');
    return to === -1 ? [] : [{ moment, from: fence + 1, to }];
  });
}

function momentOf(line: string): Moment | undefined {
  return MOMENTS.find((each) => line.trim() === `<!-- picture: ${each} -->`);
}
