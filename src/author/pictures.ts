// `labs author pictures [LAB]`: draws the machine as each lab finds and leaves it, into the lab's own text.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLab } from '../course/find.ts';
import { MOMENTS, pictureIn, picturesIn, withPicture, type Moment } from '../course/pictures.ts';
import type { Course, Lab, Language } from '../course/types.ts';
import { EXIT } from '../learner/failure.ts';
import { prepareHost } from '../learner/host.ts';
import { stepsBefore } from '../learner/plan.ts';
import type { Session } from '../learner/session.ts';
import { draw } from '../map/index.ts';
import { commandLine } from '../ssh/words.ts';
import type { NetworkState } from '../observe/types.ts';
import type { Bench } from './prove/bench.ts';
import { withMachine } from './prove/pool.ts';
import { withProofLock } from './prove.ts';
import { steadyNames } from './pictures/steady.ts';
import { refuseCourse } from './refuse-course.ts';

export interface PicturesOptions {
  /** Number, slug or folder of a lab; all that have pictures if not given. */
  readonly lab: string | undefined;
  /** Writes nothing, and fails where a picture is another. */
  readonly check: boolean;
}

/** Narrow enough for 80 columns with the margin that the renderer gives to a block. */
const WIDTH = 76;
const FILES: readonly [Language, string][] = [
  ['en', 'lab.md'],
  ['ja', 'lab.ja.md'],
];

interface LabFile {
  readonly language: Language;
  readonly path: string;
  readonly text: string;
}

/** Resolves with the exit code: 1 where `check` found another picture. Throws `unknown-lab`, and what the machine throws. */
export async function pictures(session: Session, options: PicturesOptions): Promise<number> {
  const { course } = await session.course();
  refuseCourse(session, course, options.lab, ['pictures', ...(options.check ? ['--check'] : [])]);
  const folder = await session.courseFolder();
  const { author } = session.messages;
  const chosen = options.lab === undefined ? course.labs : [findLab(course, options.lab)];
  const changed: string[] = [];
  const labs: { lab: Lab; files: LabFile[] }[] = [];
  for (const lab of chosen) {
    const files = await filesOf(folder, lab);
    if (files.length > 0) labs.push({ lab, files });
  }
  if (labs.length === 0) {
    session.tell(author.noPictures);
    session.reporter.data({ course: course.name, changed, written: !options.check });
    return EXIT.done;
  }
  await prepareHost(session);
  await withProofLock(session, () =>
    session.reporter.work(async (work) => {
      const watcher = {
        doing: (_: number, what: { key: string; detail: string } | null) => {
          if (what) work.phase(what.key, what.detail);
        },
        fraction: (_: number, part: number) => {
          work.fraction(part);
        },
      };
      const { signal } = session.io;
      await withMachine(session, 0, { count: 1, keep: false, signal, watcher }, async (bench) => {
        for (const { lab, files } of labs) {
          work.phase('author.picture', lab.slug);
          const states = await walk(bench, course, lab);
          changed.push(...(await apply(files, states, options.check)));
        }
      });
    }),
  );
  for (const path of changed) session.print(path);
  session.tell(
    changed.length === 0
      ? author.picturesSame
      : options.check
        ? author.picturesDiffer(session.command(drawing(session, options.lab)))
        : author.picturesWritten(changed.length),
  );
  session.reporter.data({ course: course.name, changed, written: !options.check });
  return options.check && changed.length > 0 ? EXIT.notYet : EXIT.done;
}

/** The command that draws what was checked: the same lab of the same course. */
function drawing({ options }: Session, lab: string | undefined): string {
  const course = options.course === undefined ? [] : ['--course', options.course];
  return commandLine([
    'labs',
    'author',
    'pictures',
    ...(lab === undefined ? [] : [lab]),
    ...course,
  ]);
}

/** The texts of the lab that have a place for a picture. */
async function filesOf(folder: string, lab: Lab): Promise<LabFile[]> {
  const files: LabFile[] = [];
  for (const [language, name] of FILES) {
    const path = join(folder, lab.folder, name);
    const text = await readFile(path, 'utf8').catch(() => '');
    if (picturesIn(text).length > 0) files.push({ language, path, text });
  }
  return files;
}

/** Goes through the lab by its solutions; what the machine is like before the first and after the last of them. */
async function walk(
  bench: Bench,
  course: Course,
  lab: Lab,
): Promise<Readonly<Record<Moment, NetworkState>>> {
  const [first] = lab.steps;
  await bench.begin(course, first ? stepsBefore(course, { lab: lab.slug, step: first.id }) : []);
  const before = await bench.state();
  for (const step of lab.steps) {
    await bench.setUp(lab.slug, step);
    await bench.solve(lab.slug, step);
  }
  await bench.keepEnd(lab.slug);
  return { before, after: await bench.state() };
}

/** Paths of the files whose pictures are others, which are written unless it is only a check. */
async function apply(
  files: readonly LabFile[],
  states: Readonly<Record<Moment, NetworkState>>,
  check: boolean,
): Promise<string[]> {
  const changed: string[] = [];
  for (const { language, path, text } of files) {
    let drawn = text;
    for (const moment of MOMENTS) {
      if (pictureIn(drawn, moment) === null) continue;
      const options = { width: WIDTH, color: false, unicode: true, language };
      drawn = withPicture(drawn, moment, draw(steadyNames(states[moment]), options));
    }
    if (drawn === text) continue;
    if (!check) await writeFile(path, drawn);
    changed.push(path);
  }
  return changed;
}
