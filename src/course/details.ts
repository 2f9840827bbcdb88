// Takes the hints and the solution, which are <details> blocks, out of a step.
import { examples } from './examples.ts';
import { joinLines, type Line, type Piece } from './lines.ts';
import { error, warning } from './problem.ts';
import type { CourseProblem } from './types.ts';

const HINT = /^(hint|ヒント)/i;
const SOLUTION = /^(solution|解答)/i;
/** Other words for the same two, which would silently show what should be hidden. */
const SYNONYM = /^(hnt|tip|clue|answer|soluti|答え|回答|解決|解法)/i;

const OPENING = /^\s*<details\b[^>]*>/i;
const CLOSING = /<\/details>/i;

/** `rest` is what is left of the step: its body. Other <details> blocks stay in it. */
export function takeDetails(
  file: string,
  lines: readonly Line[],
  problems: CourseProblem[],
): { rest: Line[]; hints: Piece[]; solution: Piece | null } {
  const rest: Line[] = [];
  const hints: Piece[] = [];
  let solution: Piece | null = null;
  for (let index = 0; index < lines.length; index++) {
    const first = lines[index]!;
    if (first.code || !OPENING.test(first.text)) {
      rest.push(first);
      continue;
    }
    const place = { file, line: first.number };
    const last = endOfDetails(lines, index);
    const block = lines.slice(index, last.index + 1);
    if (!last.closed) {
      const expected = '`</details>` before the next block or step';
      const message = 'the <details> block does not end';
      const fault = { rule: 'unclosed-details', message, expected, example: examples.hint };
      problems.push(error(place, fault));
    }
    index = last.index;
    const { summary, content, after } = readBlock(block);
    if (HINT.test(summary) || SOLUTION.test(summary)) {
      const isHint = HINT.test(summary);
      const example = isHint ? examples.hint : examples.solution;
      if (content === '') {
        const message = `the ${isHint ? 'hint' : 'solution'} is empty`;
        const fault = { rule: 'empty-details', message, expected: 'what it says', example };
        problems.push(error(place, fault));
      } else if (isHint) {
        hints.push({ text: content, line: first.number });
      } else if (solution) {
        const message = 'a second solution in one step';
        const fault = {
          rule: 'second-solution',
          message,
          expected: 'one solution a step',
          example,
        };
        problems.push(error(place, fault));
      } else {
        solution = { text: content, line: first.number };
      }
      if (after !== '') rest.push({ number: block.at(-1)!.number, text: after, code: false });
    } else {
      if (summary === '' || SYNONYM.test(summary)) {
        const message =
          summary === ''
            ? 'a <details> block without a summary'
            : `the summary '${summary}' is neither Hint nor Solution: the block is shown openly`;
        const expected = 'a summary that begins with Hint (ヒント) or Solution (解答)';
        const fault = { rule: 'unknown-summary', message, expected, example: examples.hint };
        problems.push(warning(place, fault));
      }
      rest.push(...block);
    }
  }
  return { rest, hints, solution };
}

/** Where the block that opens at `start` ends: at its closing tag, else before the next block, else with the step. */
function endOfDetails(lines: readonly Line[], start: number): { index: number; closed: boolean } {
  for (let index = start; index < lines.length; index++) {
    const { text, code } = lines[index]!;
    if (code) continue;
    if (index > start && OPENING.test(text)) return { index: index - 1, closed: false };
    if (CLOSING.test(text)) return { index, closed: true };
  }
  return { index: lines.length - 1, closed: false };
}

function readBlock(block: readonly Line[]): { summary: string; content: string; after: string } {
  const lines = block.map((line) => ({ ...line }));
  const first = lines[0]!;
  first.text = first.text.replace(OPENING, '');
  const last = lines.findLast(({ code }) => !code)!;
  const closing = CLOSING.exec(last.text);
  const after = closing ? last.text.slice(closing.index + closing[0].length).trim() : '';
  if (closing) last.text = last.text.slice(0, closing.index);
  const all = lines.map(({ text }) => text).join('\n');
  const summary = /^\s*<summary>([\s\S]*?)<\/summary>/i.exec(all);
  if (!summary) return { summary: '', content: joinLines(lines), after };
  // The summary's lines go; what follows it on its last line stays.
  const skipped = summary[0].split('\n').length - 1;
  const kept = lines.slice(skipped);
  kept[0]!.text = kept[0]!.text.slice(summary[0].length - (summary[0].lastIndexOf('\n') + 1));
  return { summary: summary[1]!.trim(), content: joinLines(kept), after };
}
