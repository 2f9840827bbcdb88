// `labs map`
import { map } from '../../learner/verbs/map.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, options }: Invocation): Promise<number> {
  const file = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return map(session, {
    follow: options.follow === true,
    mermaid: options.mermaid === true,
    dot: options.dot === true,
    svg: file(options.svg),
    png: file(options.png),
    dark: options.dark === true,
    path: Array.isArray(options.path) ? options.path.map(String) : undefined,
    live: options.live === true,
  });
}
