// `labs author prove [LAB]`
import { prove } from '../../author/prove.ts';
import { proveWays } from '../../author/ways/prove-ways.ts';
import { isSeed, newSeed } from '../../course/vary.ts';
import { LabsError, optionsExclude } from '../../errors.ts';
import type { Session } from '../../learner/session.ts';
import { namesSentence, useSeed } from '../../learner/vary.ts';
import type { Invocation } from '../spec.ts';

export async function run({ session, args, options }: Invocation): Promise<number> {
  const [lab] = args;
  const machines = wholeNumber('--machines', options.machines);
  const keep = options.keep === true;
  if (options.ways === true) {
    for (const other of ['step', 'changed'])
      if (options[other] !== undefined) throw optionsExclude('ways', other);
    await takeNames(session, { vary: options.vary, changed: false, lab });
    return proveWays(session, { lab, keep, machines });
  }
  await takeNames(session, { vary: options.vary, changed: options.changed === true, lab });
  return prove(session, {
    lab,
    step: typeof options.step === 'string' ? options.step : undefined,
    changed: options.changed === true,
    ...{ keep, machines },
  });
}

function wholeNumber(flag: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 16) return number;
  throw new LabsError('usage', 'bad-number', `${flag} takes a whole number from 1 to 16`, {
    params: { flag, from: 1, to: 16 },
  });
}

/** What the learner on this computer calls things is no matter of a proof. */
async function takeNames(
  session: Session,
  { vary, changed, lab }: { vary: unknown; changed: boolean; lab: string | undefined },
): Promise<void> {
  // With a new seed each time, nothing would ever be as it was proven.
  if (changed && vary === true) {
    const params = { example: session.command('labs author prove --changed --vary k3f9x2') };
    throw new LabsError('usage', 'seed-wanted', '--changed --vary without a seed', { params });
  }
  if (typeof vary === 'string' && !isSeed(vary)) {
    const params = { seed: vary, example: session.command('labs author prove LAB --vary k3f9x2') };
    throw new LabsError('usage', 'bad-seed', `${vary} is no seed`, { params });
  }
  const seed = vary === true ? newSeed(session.io.random) : typeof vary === 'string' ? vary : null;
  await useSeed(session, seed);
  if (seed === null) return;
  const { labs } = (await session.course()).course;
  // `prove --vary bridge`: the option takes the word, and all labs would be proven, which takes an hour.
  if (lab === undefined && labs.some(({ slug, folder }) => seed === slug || seed === folder)) {
    const params = { lab: seed, example: session.command(`labs author prove ${seed} --vary`) };
    throw new LabsError('usage', 'seed-is-lab', `${seed} is a lab`, { params });
  }
  const { author } = session.messages;
  session.reporter.notice(author.varied(seed, (await namesSentence(session)) ?? ''));
}
