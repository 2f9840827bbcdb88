// Which machine `start` shall use: what was asked for, else what there is, else the best that can be had here, and why.
import { resolve } from 'node:path';
import { LabsError } from '../errors.ts';
import {
  isProviderName,
  PROVIDER_NAMES,
  sameSettings,
  type Settings,
} from '../machines/settings.ts';
import type { Session } from './session.ts';

/** The options of `start` that speak of the machine. */
export interface MachineWish {
  readonly provider: string | undefined;
  readonly host: string | undefined;
  readonly identity: string | undefined;
  readonly driver: string | undefined;
  readonly box: string | undefined;
}

/**
 * Lets the session use it. Resolves with what is to be remembered; null: nothing was asked for. Throws LabsError
 * `unknown-provider`, `needs-provider`, `no-host`, and `other-machine` where this home has one of another kind.
 */
export async function chooseMachine(session: Session, wish: MachineWish): Promise<Settings | null> {
  const asked = settingsOf(session, wish);
  const made = await session.parts.machineSettings(session.paths);
  if (asked !== null) {
    if (made !== null && !sameSettings(made, asked)) throw otherMachine(session, made);
    session.useMachine(asked);
    return asked;
  }
  if (made === null && session.choices.machine === undefined) await takeBest(session);
  return null;
}

async function takeBest(session: Session): Promise<void> {
  const choice = await session.parts.chooseProvider(session.io.env, session.paths);
  if (choice === null) return;
  session.useMachine({ provider: choice.provider });
  session.reporter.notice(session.messages.learner.providerChosen[choice.why](choice.provider));
}

function settingsOf(session: Session, wish: MachineWish): Settings | null {
  const { provider, host, identity, driver, box } = wish;
  if (provider === undefined) {
    const flag = (['host', 'identity', 'driver', 'box'] as const).find(
      (name) => wish[name] !== undefined,
    );
    if (flag === undefined) return null;
    throw new LabsError('usage', 'needs-provider', `--${flag} needs --provider`, {
      params: { flag: `--${flag}` },
    });
  }
  if (!isProviderName(provider)) {
    throw new LabsError('usage', 'unknown-provider', `there is no provider ${provider}`, {
      params: { word: provider, known: PROVIDER_NAMES.join(', ') },
    });
  }
  if (provider === 'ssh' && host === undefined) {
    throw new LabsError('usage', 'no-host', 'the provider ssh needs a host', {
      params: {
        example: session.command('bridge-labs start --provider ssh --host ada@lab.example'),
      },
    });
  }
  return {
    provider,
    ...(host === undefined ? {} : { host }),
    ...(identity === undefined ? {} : { identity: resolve(session.io.cwd, identity) }),
    ...(driver === undefined ? {} : { driver }),
    ...(box === undefined
      ? {}
      : { box: box.endsWith('.box') ? resolve(session.io.cwd, box) : box }),
  };
}

function otherMachine(session: Session, made: Settings): LabsError {
  const shown = [made.provider, made.host, made.driver].filter((word) => word !== undefined);
  return new LabsError('usage', 'other-machine', `there is a machine of ${shown.join(' ')}`, {
    params: { machine: shown.join(' '), destroy: session.command('bridge-labs destroy') },
  });
}
