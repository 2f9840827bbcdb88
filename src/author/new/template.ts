// The files that a new lab and a new course begin with, from the folder templates/ of this package.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { LabsError } from '../../errors.ts';
import { packageFolder } from '../../host/package-folder.ts';

export interface TemplateFile {
  readonly name: string;
  readonly text: string;
}

/** Every `{{name}}` of a template, and its text; `{{yaml:name}}` is the same as a YAML scalar. */
export type Values = Readonly<Record<string, string>>;

/** The files of `templates/KIND`, filled in, by name. */
export async function template(kind: 'course' | 'lab', values: Values): Promise<TemplateFile[]> {
  const folder = packageFolder('templates', 'lab/lab.md');
  if (folder === null) {
    throw new LabsError('bug', 'no-templates', 'the folder templates/ of bridge-labs is missing', {
      hint: 'install bridge-labs again',
    });
  }
  const names = (await readdir(join(folder, kind))).sort();
  return Promise.all(
    names.map(async (name) => ({
      name,
      text: fill(await readFile(join(folder, kind, name), 'utf8'), values),
    })),
  );
}

function fill(text: string, values: Values): string {
  return text.replace(/\{\{(yaml:)?(\w+)\}\}/g, (whole, yaml: string | undefined, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return yaml === undefined ? value : stringify(value, { lineWidth: 0 }).trim();
  });
}
