// Where Debian packages come from: the host's own configured mirror, as apt reports it.
import { execa } from 'execa';
import { SUITE } from './recipe.ts';

/**
 * One-line-style sources (sources.list(5)) for the machine's release on the host's mirror; empty where
 * apt knows of no Debian mirror (other distributions), and mmdebstrap's default holds.
 */
export async function sources(): Promise<string[]> {
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
