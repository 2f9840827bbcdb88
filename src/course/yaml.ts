// YAML as plain data, with the line of everything in it.
import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import { controlFault, nameOfControl } from './control.ts';
import { error } from './problem.ts';
import type { CourseProblem } from './types.ts';

export type Path = readonly PropertyKey[];

export interface YamlText {
  readonly file: string;
  /** Plain data; undefined when the text is not YAML. */
  readonly data: unknown;
  readonly problems: readonly CourseProblem[];
  /** Line (1-based, in the file) of the value at `path`; of the nearest thing around it when there is none. */
  lineOf(path: Path): number;
  /** Line of the key that `path` ends with. */
  keyLineOf(path: Path): number;
}

/**
 * Reads YAML 1.2. Never throws: bad syntax is a problem.
 * @param example  What such a text looks like, for a problem of its syntax.
 * @param firstLine  Number of the text's first line in its file (front matter does not begin at 1).
 */
export function readYaml(file: string, text: string, example: string, firstLine = 1): YamlText {
  const counter = new LineCounter();
  const doc = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const lineAt = (offset: number) => counter.linePos(offset).line + firstLine - 1;
  const problems = [...doc.errors, ...doc.warnings].map((fault) => {
    const place = { file, line: lineAt(fault.pos[0]) };
    if (fault.code !== 'DUPLICATE_KEY') return syntaxProblem(place, fault.message, example);
    const key = /^[^:\n]*/.exec(text.slice(fault.pos[0]))?.[0].trim() ?? '';
    return error(place, {
      rule: 'duplicate-key',
      message: `the key '${key}' stands twice`,
      expected: 'each key once',
      example: `${key}:          # once, with all that belongs to it\n  …`,
    });
  });
  const readable = doc.errors.every((fault) => fault.code === 'DUPLICATE_KEY');
  const place = { file, line: firstLine };
  const data = readable ? toData(doc, place, example, problems) : undefined;
  const lines = places(doc, lineAt);
  // What stands there literally is found line by line, by a rule of lint.
  if (nameOfControl(text) === null) {
    for (const { path, name } of controls(data, [])) {
      problems.push(
        error({ file, line: lines.lineOf(path) }, controlFault(`${name}, as an escape`)),
      );
    }
  }
  return { file, data, problems, ...lines };
}

/** Texts with control characters that YAML made of an escape such as "\\e". */
function controls(data: unknown, path: Path): { path: Path; name: string }[] {
  if (typeof data === 'string') {
    const name = nameOfControl(data);
    return name === null ? [] : [{ path, name }];
  }
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => [
    ...controls(key, [...path, key]),
    ...controls(value, [...path, key]),
  ]);
}

function toData(
  doc: Document.Parsed,
  place: { file: string; line: number },
  example: string,
  problems: CourseProblem[],
): unknown {
  try {
    const data = doc.toJS({ maxAliasCount: 100 }) as unknown;
    // An alias of what it stands in makes a circle; a course is a tree, and JSON throws on circles.
    JSON.stringify(data);
    return data;
  } catch (cause) {
    problems.push(
      syntaxProblem(place, cause instanceof Error ? cause.message : String(cause), example),
    );
    return undefined;
  }
}

function syntaxProblem(
  place: { file: string; line: number },
  message: string,
  example: string,
): CourseProblem {
  return error(place, {
    rule: 'yaml-syntax',
    message: `not readable as YAML: ${message.split('\n')[0]}`,
    expected: '`key: value` lines, indented with spaces',
    example,
  });
}

function places(doc: Document.Parsed, lineAt: (offset: number) => number) {
  /** The nodes along a path, as far as they exist: the value, and the pair that holds it. */
  function find(path: Path): { node: Node | null; pair: Pair | null; whole: boolean } {
    let node: Node | null = doc.contents;
    let pair: Pair | null = null;
    for (const segment of path) {
      if (isAlias(node)) node = node.resolve(doc) ?? null;
      if (isMap(node)) {
        const next = node.items.find(
          (item) => isScalar(item.key) && String(item.key.value) === String(segment),
        );
        if (!isPair(next)) return { node, pair, whole: false };
        pair = next;
        node = next.value as Node | null;
      } else if (isSeq(node)) {
        const next = node.items[Number(segment)] as Node | undefined;
        if (next === undefined) return { node, pair, whole: false };
        pair = null;
        node = next;
      } else {
        return { node, pair, whole: false };
      }
    }
    return { node, pair, whole: true };
  }
  const startOf = (node: Node | null) => (node?.range ? lineAt(node.range[0]) : null);
  const keyLine = (pair: Pair | null) => startOf((pair?.key ?? null) as Node | null);
  return {
    lineOf(path: Path): number {
      const { node, pair } = find(path);
      const isValue = isScalar(node) && node.value !== null;
      return (isValue ? startOf(node) : (keyLine(pair) ?? startOf(node))) ?? lineAt(0);
    },
    keyLineOf(path: Path): number {
      const { node, pair } = find(path);
      return keyLine(pair) ?? startOf(node) ?? lineAt(0);
    },
  };
}
