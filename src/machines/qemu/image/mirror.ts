// Where Debian packages come from: the host's own configured mirror, as apt reports it.
import { execa } from 'execa';
import { fetchVia } from '../../../host/fetch.ts';
import { SUITE } from './recipe.ts';

const ARCHIVE = 'http://deb.debian.org/debian';
const SECURITY = 'http://deb.debian.org/debian-security';

/**
 * One-line-style sources (sources.list(5)) for the machine's release: on `mirror`, where one is named, else on the
 * host's mirror. Empty where apt knows of no Debian mirror (other distributions), and mmdebstrap's default holds.
 */
export async function sources(mirror?: string): Promise<string[]> {
  if (mirror !== undefined) return sourcesAt(mirror);
  // apt-get(8), indextargets: a line for each Packages file that apt is set up to read.
  const { stdout } = await execa(
    'apt-get',
    [
      'indextargets',
      '--format',
      '$(ORIGIN)\t$(CODENAME)\t$(COMPONENT)\t$(REPO_URI)',
      'Created-By: Packages',
    ],
    { reject: false },
  );
  return sourcesOf(stdout ?? '');
}

/** What {@link sources} are, by name: for a Debian that has no default of its own. */
export async function namedSources(mirror?: string): Promise<string[]> {
  const found = await sources(mirror);
  return found.length > 0 ? found : [...linesAt(ARCHIVE), line(SECURITY, '-security')];
}

/** Its security archive is looked for beside it, as on Debian's own server; a mirror may have none. */
async function sourcesAt(mirror: string): Promise<string[]> {
  const archive = mirror.replace(/\/+$/, '');
  const security = `${archive}-security`;
  const has = await fetchVia(`${security}/dists/${SUITE}-security/InRelease`, {
    method: 'HEAD',
  }).then(
    ({ ok }) => ok,
    () => false,
  );
  return [...linesAt(archive), ...(has ? [line(security, '-security')] : [])];
}

const line = (uri: string, pocket: string): string => `deb ${uri} ${SUITE}${pocket} main`;
const linesAt = (archive: string): string[] => [line(archive, ''), line(archive, '-updates')];

/** The pure part of {@link sources}: lines of `ORIGIN CODENAME COMPONENT URI`, tab-separated. */
export function sourcesOf(targets: string): string[] {
  const seen = new Map<string, string>();
  for (const line of targets.split('\n')) {
    const [origin, codename = '', component, uri = ''] = line.split('\t');
    if (origin !== 'Debian' || component !== 'main') continue;
    const [, pocket = ''] = /-(security|updates)$/.exec(codename) ?? [];
    if (codename.includes('-') && pocket === '') continue;
    if (!seen.has(pocket)) seen.set(pocket, uri);
  }
  if (!seen.has('')) return [];
  return [...seen].map(
    ([pocket, uri]) => `deb ${uri} ${SUITE}${pocket === '' ? '' : `-${pocket}`} main`,
  );
}
