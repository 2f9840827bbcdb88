// Names of the checkpoints that are the provider's own.

/** What an image brings along: booted, Docker up, nobody's keys in it. */
export const PRIMED = 'primed';
/** A machine that is ready for the first step, with its own keys in it. */
export const BASE = 'base';
/** What `halt` leaves, so that nothing a learner has built is lost. */
export const SUSPENDED = 'suspended';

/** Not shown to those who list checkpoints. */
export const isInternal = (name: string): boolean => name === PRIMED || name === SUSPENDED;
