// A bin's whole life in one process: parse, load the one command that is called, run it, turn errors into exit codes.
import { CommanderError } from 'commander';
import { LabsError } from '../errors.ts';
import { fail } from '../learner/failure.ts';
import type { Io } from '../learner/io.ts';
import type { Parts } from '../learner/parts.ts';
import { openSession, type Session, type SessionOptions } from '../learner/session.ts';
import { textWidth } from '../ui/style.ts';
import { earlyFlag, earlyLanguage } from './common.ts';
import { misuse } from './misuse.ts';
import { defaultParts } from './parts.ts';
import { buildProgram } from './program.ts';
import type { BinName, CommandSpec } from './spec.ts';
import { VERSION } from './version.ts';

interface Call {
  readonly spec: CommandSpec;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Runs a bin with the words after its name. Resolves with the exit code; throws nothing. */
export async function main(
  bin: BinName,
  argv: readonly string[],
  io: Io,
  parts: Parts = defaultParts,
): Promise<number> {
  // Enough to speak: the language and the colours are known before anything can go wrong.
  const early: SessionOptions = {
    lang: earlyLanguage(argv),
    color: !earlyFlag(argv, '--no-color'),
    json: earlyFlag(argv, '--json'),
    debug: earlyFlag(argv, '--debug'),
  };
  let session = await openSession(io, early, parts);
  try {
    const call = parse(bin, argv, session);
    if (call === 'answered') return 0;
    session = await openSession(io, sessionOptions(call), parts);
    const command = await call.spec.load();
    return await command.run({ bin, args: call.args, options: call.options, session });
  } catch (error) {
    return fail(session, error);
  } finally {
    await session.reporter.flush();
  }
}

/** The command that was called; `answered` when help or the version was asked for, and is printed. */
function parse(bin: BinName, argv: readonly string[], session: Session): Call | 'answered' {
  const { reporter, io, prefix } = session;
  let call: Call | undefined;
  const program = buildProgram({
    bin,
    argv,
    version: VERSION,
    style: {
      language: session.language,
      columns: textWidth(io.columns),
      bold: reporter.style.bold,
      prefix,
    },
    write: (text) => io.stdout.write(text),
    called: (spec, args, options) => {
      call = { spec, args, options };
    },
  });
  try {
    // A bin called without a word shows what it can do.
    program.parse(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 'answered';
    if (error.code !== 'commander.help') throw misuse(error, { bin, argv, prefix });
    io.stdout.write(groupHelp(program, argv));
    return 'answered';
  }
  if (call === undefined) throw new LabsError('bug', 'no-command', 'no command was called');
  return call;
}

/** `image` alone: the help of that word. */
function groupHelp(program: ReturnType<typeof buildProgram>, argv: readonly string[]): string {
  const words = argv.filter((part) => !part.startsWith('-'));
  const found = program.commands.find((command) => words.includes(command.name()));
  return (found ?? program).helpInformation();
}

function sessionOptions({ spec, options }: Call): SessionOptions {
  const { lang, course, yes, color, json, debug } = options;
  return {
    ...(typeof lang === 'string' ? { lang } : {}),
    ...(typeof course === 'string' ? { course } : {}),
    here: spec.group === 'author',
    yes: yes === true,
    color: color !== false,
    json: json === true,
    debug: debug === true,
  };
}
