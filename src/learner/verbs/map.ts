// `labs map`: the machine's network as it is now, as a picture in one of several forms.
import { LabsError, optionsExclude } from '../../errors.ts';
import { dotOf, drawMap, mermaidOf, type NetworkMap } from '../../map/index.ts';
import type { TerminalOutput } from '../../ssh/types.ts';
import { EXIT } from '../failure.ts';
import { look } from '../map/look.ts';
import type { Session } from '../session.ts';
import { spotJson } from '../standing.ts';

export interface MapChoice {
  readonly follow: boolean;
  readonly mermaid: boolean;
  readonly dot: boolean;
  /** Files to write. */
  readonly svg: string | undefined;
  readonly png: string | undefined;
  readonly dark: boolean;
  /** From where to where a packet is followed. */
  readonly path: readonly string[] | undefined;
  /** One is sent. */
  readonly live: boolean;
}

/** Exit code 0; 3 when the machine cannot be asked. Throws `options-exclude` for two forms at once. */
export async function map(session: Session, choice: MapChoice): Promise<number> {
  oneForm(session, choice);
  if (choice.live && choice.path === undefined) {
    throw new LabsError('usage', 'option-needs', '--live is of --path', {
      params: { option: '--live', needs: '--path FROM TO' },
    });
  }
  if (choice.follow) {
    const { follow } = await import('../map/follow.ts');
    return follow(session);
  }
  if (choice.path !== undefined) {
    const { path } = await import('../map/path.ts');
    return path(session, choice.path, choice.live);
  }
  const seen = await look(session);
  session.reporter.data({ course: seen.here.course.name, ...spotJson(seen.here), ...seen.map });
  if (choice.mermaid || choice.dot) {
    const { language } = session;
    session.print((choice.dot ? dotOf : mermaidOf)(seen.map, language));
  } else if (choice.svg !== undefined || choice.png !== undefined) {
    const { writePictures } = await import('../map/files.ts');
    await writePictures(session, seen.map, choice);
  } else {
    session.print(...picture(session, seen.map));
  }
  return EXIT.done;
}

function oneForm({ reporter }: Session, choice: MapChoice): void {
  const forms = Object.entries({
    follow: choice.follow,
    path: choice.path !== undefined,
    mermaid: choice.mermaid,
    dot: choice.dot,
    svg: choice.svg !== undefined,
    png: choice.png !== undefined,
    json: reporter.json,
  }).flatMap(([name, given]) => (given ? [name] : []));
  const [one, other] = forms;
  // Files of both kinds, and the model beside a file, are no contradiction.
  const files = forms.every((form) => ['svg', 'png', 'json'].includes(form));
  const pathJson = forms.every((form) => ['path', 'json'].includes(form));
  if (other === undefined || files || pathJson) return;
  throw optionsExclude(one ?? '', other);
}

function picture(session: Session, shown: NetworkMap): string[] {
  const { reporter, io, unicode, language } = session;
  const { rows } = io.stdout as TerminalOutput;
  return drawMap(shown, {
    width: io.columns,
    ...(rows === undefined ? {} : { height: rows - 4 }),
    color: reporter.color,
    unicode,
    language,
  });
}
