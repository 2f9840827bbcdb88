// `labs author new NAME [DIR]`
import { newLab } from '../../author/new.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args, options }: Invocation): Promise<number> {
  const { title, titleJa, course } = options;
  const [name = '', dir = typeof course === 'string' ? course : undefined] = args;
  return newLab(session, {
    name,
    dir,
    title: typeof title === 'string' ? title : undefined,
    titleJa: typeof titleJa === 'string' ? titleJa : undefined,
  });
}
