// Commands that were misused: exit code 2, the reason in the user's language, and the word that was meant.
import { describe, expect, it } from 'vitest';
import { house } from './harness.ts';

async function refused(words: string, bin: 'labs' | 'bridge-labs' | 'instructor' = 'labs') {
  const { code, out, err } = await house().run(bin, words.split(' '));
  expect(code).toBe(2);
  expect(out).toBe('');
  return err;
}

describe('a misspelt word', () => {
  it('command: the nearest one', async () => {
    const err = await refused('chekc');
    expect(err).toContain('labs has no command "chekc".');
    expect(err).toContain('Did you mean: labs check');
  });

  it('command like none: only where all of them are', async () => {
    const err = await refused('frobnicate');
    expect(err).not.toContain('Did you mean');
    expect(err).toContain('All commands: labs --help');
  });

  it('command of another bin: that bin', async () => {
    expect(await refused('destroy')).toContain('Did you mean: bridge-labs destroy');
    expect(await refused('check', 'instructor')).toContain('Did you mean: bridge-labs check');
  });

  it('command of two words', async () => {
    expect(await refused('image bild', 'bridge-labs')).toContain(
      'Did you mean: bridge-labs image build',
    );
  });

  it('option: the nearest one of that command', async () => {
    const err = await refused('next --skp');
    expect(err).toContain('"labs next" has no option --skp.');
    expect(err).toContain('Did you mean: --skip');
  });

  it.each([
    ['author watch jc --mashines 2', '"labs author watch" has no option --mashines.'],
    ['show list --skp', '"labs show" has no option --skp.'],
    ['--lang en author watch jc --no-prov', 'Did you mean: --no-prove'],
  ])('option of a command whose words are also another: labs %s', async (words, message) => {
    expect(await refused(words)).toContain(message);
  });

  it('lab and step', async () => {
    expect(await refused('show brigde')).toContain("'bridge'");
    expect(await refused('show bridge/cc')).toContain("'c'");
    expect(await refused('list 9')).toContain('9');
  });

  it('language', async () => {
    const err = await refused('list --lang fr');
    expect(err).toContain('There is no language "fr".');
  });
});

describe('too few, too many', () => {
  it('a word that is missing, with an example', async () => {
    const err = await refused('goto');
    expect(err).toContain('"labs goto" needs one word more: position');
    expect(err).toContain('labs goto 5');
  });

  it('a value that is missing', async () => {
    expect(await refused('list --course')).toContain('--course <name>');
  });

  it('words too many', async () => {
    expect(await refused('next one two')).toContain('"labs next" does not take that many words.');
  });

  it('options that exclude each other', async () => {
    expect(await refused('reset --step --all')).toContain('--step and --all exclude each other.');
    const err = await refused('reset --machine-only --progress-only', 'instructor');
    expect(err).toContain('--machine-only and --progress-only exclude each other.');
  });
});

describe('the way it is told', () => {
  it('in Japanese', async () => {
    const { code, err } = await house().labs('chekc --lang ja');
    expect(code).toBe(2);
    expect(err).toContain('labs に「chekc」というコマンドはありません。');
    expect(err).toContain('もしかして: labs check');
  });

  it('as one JSON object with --json', async () => {
    const { code, out } = await house().labs('show brigde --json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'unknown-lab', kind: 'usage' } });
  });

  it('a folder that is no course, as --course and as what start would remember', async () => {
    const { home, run } = house({ course: 'real' });
    const { code, err } = await run('labs', ['list', '--course', 'nowhere']);
    expect(code).toBe(2);
    expect(err).toContain(`${home}/nowhere`);
    expect((await run('labs', ['start', '--course', 'nowhere'])).code).toBe(2);
    expect((await run('labs', ['list'])).code).toBe(0);
  });
});

describe('a file', () => {
  it.each([
    ['image export /no/such/folder/labs.tar', '/no/such/folder/labs.tar cannot be written'],
    ['image export /tmp', '/tmp cannot be written'],
    ['image import nowhere.tar --sha256 00', 'There is no file'],
    ['image build --from nowhere.qcow2', 'No image can be made from nowhere.qcow2'],
    [`image build --from ${import.meta.filename}`, 'in the qcow2 format'],
    ['image build --from /tmp', 'in the qcow2 format'],
  ])('bridge-labs %s', async (words, message) => {
    expect(await refused(words, 'bridge-labs')).toContain(message);
  });

  it('labs feedback, before it asks anything', async () => {
    expect(await refused('feedback /no/such/folder/report.txt')).toContain('cannot be written');
  });
});

it.each(['x', '0', '-1', '1001'])('a speed of %s', async (speed) => {
  expect(await refused(`replay 1 --speed ${speed}`)).toContain(`This is not a speed: ${speed}`);
});
