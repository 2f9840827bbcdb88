// Prints what an author changed, as a learner will read it.
import type { LoadedCourse } from '../../course/markdown.ts';
import type { Language, Text } from '../../course/types.ts';
import type { Session } from '../../learner/session.ts';
import { placeName } from '../../learner/standing.ts';
import { loadMessages } from '../../ui/messages/index.ts';
import { renderMarkdown } from '../../ui/render.ts';
import { differs, introsChanged, type Change } from './changes.ts';

/** The step with its text, in each language that reads otherwise now, and the other parts of it that do. */
export async function showChange(
  session: Session,
  loaded: LoadedCourse,
  change: Change,
): Promise<void> {
  const { lab, step, was, read } = change;
  const { author } = session.messages;
  const { bold, dim } = session.reporter.style;
  const name = placeName(session, loaded.course, { lab: lab.slug, step: step.id });
  if (read.length === 0) session.print('', bold(name), dim(author.notText));
  // Of what is new, one language shows what it is.
  for (const language of was === null ? [session.language] : read) {
    // As a learner of that language has it, the labels too.
    const { learner } = await loadMessages(language);
    session.print('', bold(name + inLanguage(session, language)), '');
    session.print(rendered(session, loaded, step.body, language));
    const parts: [label: string, was: Text | null | undefined, now: Text | null][] = [
      ...step.hints.map((hint, index): [string, Text | undefined, Text] => [
        learner.hintOf(index + 1, step.hints.length),
        was?.hints[index],
        hint,
      ]),
      [learner.solution, was?.solution, step.solution],
      [learner.passedOfAll(1), was?.learned, step.learned],
    ];
    for (const [label, old, now] of parts) {
      if (now === null || !differs(old, now, language)) continue;
      session.print('', dim(label), rendered(session, loaded, now, language));
    }
  }
}

/** The introductions that read otherwise now. */
export function showIntros(
  session: Session,
  before: LoadedCourse | null,
  loaded: LoadedCourse,
  isShown: (lab: string) => boolean,
): void {
  for (const language of ['en', 'ja'] as const) {
    for (const lab of introsChanged(before?.course ?? null, loaded.course, language)) {
      if (!isShown(lab.slug)) continue;
      const { learner } = session.messages;
      const of = loaded.course.labs.length;
      const heading = learner.labOf(lab.number, of, lab.title[language] ?? lab.title.en);
      session.print('', session.reporter.style.bold(heading + inLanguage(session, language)), '');
      session.print(rendered(session, loaded, lab.intro, language));
    }
  }
}

function inLanguage(session: Session, language: Language): string {
  return language === session.language ? '' : ` [${language}]`;
}

function rendered(session: Session, loaded: LoadedCourse, text: Text, language: Language): string {
  const { width, color } = session.reporter;
  return renderMarkdown(loaded.tokensOf(text[language] ?? text.en), { width, color });
}
