// What is told of an image that could not be built: the reason that apt gave, not only that it failed.
import { expect, it } from 'vitest';
import { BuildLog } from '../../src/machines/qemu/image/mmdebstrap.ts';

function failureOf(...lines: string[]) {
  const log = new BuildLog(undefined);
  for (const line of lines) log.hear(line);
  return log.failure();
}

it('names the first error, which is the reason of those after it', () => {
  const failure = failureOf(
    'Reading package lists...',
    'E: Release file for http://m/debian/dists/trixie/InRelease is expired (invalid since 21d 7h 42min 27s).',
    'E: apt-get update failed',
  );
  expect(failure.code).toBe('image-build');
  expect(failure.message).toMatch(/could not be built: Release file .* is expired/);
  expect(failure.params.words).toMatch(/^Release file/);
});

it('without an error it only says that it failed, and a mirror that is away has a code of its own', () => {
  expect(failureOf('I: creating tarball').message).toBe('the image could not be built');
  expect(failureOf('E: Failed to fetch http://m/debian  Connection refused').code).toBe(
    'no-mirror',
  );
});
