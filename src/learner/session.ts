// What a command of the learner works with: language, folders, course, progress, machine; each opened when first asked for.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { LoadedCourse } from '../course/markdown.ts';
import type { Language, Text } from '../course/types.ts';
import type { Drawn } from '../course/vary.ts';
import { LabsError } from '../errors.ts';
import { paths, type Paths } from '../host/paths.ts';
import { loadProgress, updateProgress, type LoadedProgress } from '../host/progress-file.ts';
import type { Settings } from '../machines/settings.ts';
import type { Machine } from '../machines/types.ts';
import { start, type Progress } from '../progress/index.ts';
import { inert, inertLine } from '../ui/inert.ts';
import { layOut } from '../ui/layout.ts';
import { detectLanguage, loadMessages, type Messages } from '../ui/messages/index.ts';
import { confirm } from '../ui/prompts.ts';
import type { StyleName } from '../ui/style.ts';
import { createReporter, type Reporter } from '../ui/reporter.ts';
import { readChoices, type Choices } from './choices.ts';
import { courseInUse, courseNamed } from './course-choice.ts';
import type { Io } from './io.ts';
import type { Parts } from './parts.ts';

/** The options that every command has, once parsed. */
export interface SessionOptions {
  readonly lang?: string | undefined;
  readonly course?: string | undefined;
  /** The course of the working folder comes before the remembered one: for authors. */
  readonly here?: boolean;
  readonly yes?: boolean;
  readonly color?: boolean;
  readonly json?: boolean;
  readonly debug?: boolean;
}

export const MACHINE_NAME = 'default';

export class Session {
  readonly io: Io;
  /** The way out: texts, data, notices, work that is shown while it goes on. */
  readonly reporter: Reporter;
  readonly language: Language;
  readonly messages: Messages;
  /** Whether ✔ and ✘ can be shown. */
  readonly unicode: boolean;
  /** Said beforehand: yes to every question. */
  readonly yes: boolean;
  readonly paths: Paths;
  readonly choices: Choices;
  /** `npx ` where the bins are called through it, as they are not on the PATH then. */
  readonly prefix: string;
  /** The outer parts; most are asked through this session's own methods. */
  readonly parts: Parts;
  readonly #options: SessionOptions;
  #course: Promise<LoadedCourse> | undefined;
  #seed: string | null;
  #settings: Settings | undefined;
  #machine: Promise<Machine> | undefined;

  constructor(io: Io, reporter: Reporter, options: SessionOptions, found: Found) {
    this.io = io;
    this.reporter = reporter;
    this.language = reporter.language;
    this.messages = reporter.messages;
    this.unicode = speaksUnicode(io.env);
    this.yes = options.yes === true;
    this.paths = found.paths;
    this.choices = found.choices;
    this.parts = found.parts;
    this.#options = options;
    this.#settings = this.choices.machine;
    this.#seed = (this.choices.vary && this.choices.seed) || null;
    this.prefix = io.env.npm_lifecycle_event === 'npx' && !io.inside ? 'npx ' : '';
  }

  /** Whether the command was called from within the machine's shell. */
  get inside(): boolean {
    return this.io.inside !== undefined;
  }

  get options(): SessionOptions {
    return this.#options;
  }

  /** The options as words, for a command that is to speak and count as this one does. */
  get optionWords(): string[] {
    const { lang, course, color } = this.#options;
    return [
      ...(lang === undefined ? [] : ['--lang', lang]),
      ...(course === undefined ? [] : ['--course', course]),
      ...(color === false ? ['--no-color'] : []),
    ];
  }

  /** The same session for work that `signal` ends too. */
  until(signal: AbortSignal): Session {
    // Not a copy: reading stdin opens it.
    const io = Object.create(this.io, {
      signal: { value: AbortSignal.any([this.io.signal, signal]) },
    }) as Io;
    return new Session(io, this.reporter, this.#options, this);
  }

  /** A text of the course in the user's language. */
  text(text: Text): string {
    return text[this.language] ?? text.en;
  }

  /** A title of the course in the user's language, on one line and harmless to a terminal. */
  title(text: Text): string {
    return inertLine(this.text(text));
  }

  /** A command as the user types it here: `labs next`; on the screen of `labs watch` its key. */
  command(line: string): string {
    return this.io.keys?.[line] ?? this.prefix + line;
  }

  /** Prints lines for people, to stdout; nothing with --json. */
  print(...lines: string[]): void {
    for (const line of lines) this.reporter.text(line);
  }

  /** A sentence for people, wrapped to the terminal, to stdout; nothing with --json. */
  tell(sentence: string, ...styles: StyleName[]): void {
    const { width, color } = this.reporter;
    this.print(...layOut([{ text: inert(sentence), styles }], width, color));
  }

  /** Asks for a yes that --yes says beforehand. Throws `needs-yes` where nobody can be asked. */
  confirm(message: string): Promise<boolean> {
    return confirm(this.reporter, { message, yes: this.yes, signal: this.io.signal });
  }

  /** Folder of the course: --course, else the one an author is in, else what `start` remembered, else the bundled one. */
  courseFolder(): Promise<string> {
    return courseInUse(this);
  }

  /** Absolute path of the course that a user calls so: a folder, or an installed package. Throws as `findCourse`. */
  courseNamed(name: string): Promise<string> {
    return courseNamed(this, name);
  }

  /** The course and its Markdown. Throws LabsError when it has faults. */
  course(): Promise<LoadedCourse> {
    this.#course ??= this.courseFolder().then((folder) =>
      this.parts.loadCourse(folder, this.paths.cache, this.#seed, this.language),
    );
    return this.#course;
  }

  /** From now on the course has the names that this seed draws; null: those of its files. Nothing is saved. */
  vary(seed: string | null): void {
    this.#seed = seed;
    this.#course = undefined;
  }

  /** What this learner's course calls otherwise than its files, and the seed that drew it; null: nothing. */
  async varied(): Promise<{ seed: string; drawn: Drawn } | null> {
    const { drawn } = (await this.course()).course;
    const nothing = this.#seed === null || Object.keys(drawn).length === 0;
    return nothing ? null : { seed: this.#seed!, drawn };
  }

  /** The machine, not yet asked for anything. */
  machine(): Promise<Machine> {
    this.#machine ??= this.parts.openMachine({
      paths: this.paths,
      name: MACHINE_NAME,
      settings: this.#settings,
      interactive: this.reporter.interactive && !this.yes,
    });
    return this.#machine;
  }

  /** Folder of what stood on the screens of shells. */
  recordings(): string {
    return join(this.paths.machine(MACHINE_NAME), 'recordings');
  }

  /** File beside the machine that tells how long steps take in it, see pace.ts. */
  paceFile(): string {
    return join(this.paths.machine(MACHINE_NAME), 'pace.json');
  }

  /** From now on the machine is one of this provider, unless there is one already. Nothing is saved. */
  useMachine(settings: Settings): void {
    this.#settings = settings;
    this.#machine = undefined;
  }

  /** File beside the machine that tells which course it serves, see mark.ts. */
  markFile(): string {
    return join(this.paths.machine(MACHINE_NAME), 'mark.json');
  }

  /** The learner's progress; a fresh one, not yet saved, where there is none. */
  async progress(): Promise<Progress> {
    const { course } = await this.course();
    const loaded = await loadProgress(await this.progressFile(), this.#fileOptions());
    this.#tellNotice(loaded);
    return loaded.progress ?? start(course, this.io.now());
  }

  /** Whether the learner has begun this course. */
  async hasBegun(): Promise<boolean> {
    const file = await this.progressFile();
    return (await loadProgress(file, this.#fileOptions())).progress !== null;
  }

  /** Changes the saved progress, under its lock; resolves with what was saved. */
  async update(change: (progress: Progress) => Progress): Promise<Progress> {
    const { course } = await this.course();
    const loaded = await updateProgress(
      await this.progressFile(),
      (progress) => change(progress ?? start(course, this.io.now())),
      this.#fileOptions(),
    );
    this.#tellNotice(loaded);
    if (loaded.progress === null) throw new LabsError('bug', 'no-progress', 'nothing was saved');
    return loaded.progress;
  }

  /** Other names are another course: what was passed with the names of the files says nothing of these. */
  async progressFile(): Promise<string> {
    const { course } = await this.course();
    const varied = await this.varied();
    return this.paths.progressFile(varied ? `${course.name}.${varied.seed}` : course.name);
  }

  #fileOptions(): { now: () => number; signal: AbortSignal } {
    return { now: this.io.now, signal: this.io.signal };
  }

  #tellNotice({ notice }: LoadedProgress): void {
    if (notice === null) return;
    const { progressKeptNewer, progressKeptBroken } = this.messages.common;
    this.reporter.warn(
      (notice.why === 'newer' ? progressKeptNewer : progressKeptBroken)(notice.kept),
    );
  }
}

interface Found {
  readonly paths: Paths;
  readonly choices: Choices;
  readonly parts: Parts;
}

/** Opens a session: finds the folders, the saved choices and the language. Reads no course, touches no machine. */
export async function openSession(io: Io, options: SessionOptions, parts: Parts): Promise<Session> {
  const folders = paths(io.env, homedir(), process.platform);
  const choices = readChoices(folders.config);
  const language = detectLanguage(io.env, options.lang, choices.language);
  const reporter = createReporter({
    stdout: io.stdout,
    stderr: io.stderr,
    get stdin() {
      return io.stdin;
    },
    env: io.env,
    language,
    messages: await loadMessages(language),
    columns: io.columns,
    json: options.json === true,
    noColor: options.color === false,
    debug: options.debug === true,
    signal: io.signal,
    ...(io.inside ? { asking: io.inside.asking } : {}),
  });
  return new Session(io, reporter, options, { paths: folders, choices, parts });
}

/** POSIX: the first of LC_ALL, LC_CTYPE and LANG that is set decides; macOS terminals are UTF-8 without it. */
function speaksUnicode(env: Io['env']): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => (value ?? '') !== '');
  if (locale === undefined) return process.platform !== 'linux';
  return /utf-?8/i.test(locale);
}
