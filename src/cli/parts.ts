// The real outer parts, each loaded when it is asked for.
import type { Paths } from '../host/paths.ts';
import type { Parts } from '../learner/parts.ts';

export const defaultParts: Parts = {
  async packagedCourse() {
    const { packagedCourse } = await import('../host/course-files.ts');
    return packagedCourse();
  },
  async loadCourse(folder, cache, seed, language) {
    const { loadCourseCached } = await import('../host/course-files.ts');
    return loadCourseCached(folder, cache, seed, language);
  },
  async openMachine(options) {
    const { openMachine } = await import('../machines/index.ts');
    return openMachine(options);
  },
  async machineSettings(paths) {
    const { settingsOf } = await import('../machines/index.ts');
    return settingsOf(paths);
  },
  async chooseProvider(env, paths) {
    const [{ chooseProvider }, { thisHost }] = await Promise.all([
      import('../machines/providers.ts'),
      import('../host/programs.ts'),
    ]);
    return chooseProvider(await thisHost(env), () => hasImage(paths));
  },
  async openImages(paths) {
    const { openImages } = await import('../machines/index.ts');
    return openImages(paths);
  },
  async prepareHost(env, options) {
    const [{ prepareHost }, { thisHost }] = await Promise.all([
      import('../host/prepare.ts'),
      import('../host/programs.ts'),
    ]);
    await prepareHost(await thisHost(env), options);
  },
  async examineHost(env, paths) {
    const [{ examine }, { thisHost }] = await Promise.all([
      import('../host/doctor.ts'),
      import('../host/programs.ts'),
    ]);
    return examine(paths, await thisHost(env), await hasImage(paths));
  },
};

async function hasImage(paths: Paths): Promise<boolean> {
  return (await defaultParts.openImages(paths)).has();
}
