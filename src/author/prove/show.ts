// Shows a proof while it goes on: what the machines are at on one line, and above it the steps that are done.
import type { Lab } from '../../course/types.ts';
import type { Session } from '../../learner/session.ts';
import type { Watcher } from './pool.ts';
import type { LabResult } from './results.ts';
import { tellLab, tellStep, tellStopped } from './tell.ts';

/** Runs the work, and resolves with its results, in the order of the course, once it is done. */
export async function showProof(
  session: Session,
  order: readonly Lab[],
  of: number,
  run: (watcher: Watcher) => Promise<void>,
  tell: typeof tellStep = tellStep,
): Promise<LabResult[]> {
  const results: { lab: Lab; result: LabResult }[] = [];
  const doing = new Map<number, { key: string; detail: string }>();
  const news: (() => void)[] = [];
  let wake = (): void => undefined;
  let show = (): void => undefined;
  let advance = (part: number): void => void part;
  let told: Lab | null = null;
  const print = (lab: Lab, line: () => void): void => {
    news.push(() => {
      // Labs that are proven at the same time take turns.
      if (told !== lab) tellLab(session, lab, of);
      told = lab;
      line();
    });
    wake();
  };
  const watcher: Watcher = {
    doing(machine, what) {
      if (what === null) doing.delete(machine);
      else doing.set(machine, what);
      show();
    },
    fraction(machine, part) {
      if (doing.size === 1 && doing.has(machine)) advance(part);
    },
    step: (lab, result) => {
      print(lab, () => {
        tell(session, lab, result);
      });
    },
    lab: (lab, steps, why) => {
      results.push({ lab, result: { lab: lab.slug, steps, stopped: why } });
      if (why === null) return;
      print(lab, () => {
        tellStopped(session, why);
      });
    },
  };
  let over = false;
  let failed = false;
  const work = run(watcher)
    .catch((error: unknown) => {
      failed = true;
      throw error;
    })
    .finally(() => {
      over = true;
      wake();
    });
  // What it throws is thrown below; until then it is no unhandled rejection.
  work.catch(() => undefined);
  while (!over || news.length > 0) {
    // A printed line would cut through the one that moves, so that one ends first.
    const showing = session.reporter.work(async (progress) => {
      let shown = '';
      show = () => {
        const all = [...doing].sort(([a], [b]) => a - b).map(([, what]) => what);
        const key = all.find((what) => what.key === 'prove.step')?.key ?? all[0]?.key;
        const detail = all.map((what) => what.detail).filter((text) => text !== '');
        const line = `${key} ${detail.join(', ')}`;
        if (key === undefined || line === shown) return;
        shown = line;
        progress.phase(key, detail.join(', '));
      };
      show();
      advance = (part) => {
        progress.fraction(part);
      };
      const woken = new Promise<void>((done) => (wake = done));
      if (news.length === 0 && !over) await woken;
      show = () => undefined;
      advance = () => undefined;
      // So that what went on is not called done; what was done before is told still.
      if (failed) await work;
    });
    await showing.catch(() => undefined);
    for (const tell of news.splice(0)) tell();
  }
  await work;
  return order.flatMap((lab) =>
    results.filter((one) => one.lab === lab).map(({ result }) => result),
  );
}
