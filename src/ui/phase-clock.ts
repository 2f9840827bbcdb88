// How long a phase of work has taken, and how long is left, where that can be told.

/** Typical durations of phases in their order, milliseconds; only their proportions matter once one is done. */
export type Plan = readonly (readonly [key: string, typicalMs: number])[];

interface Current {
  readonly key: string;
  readonly since: number;
  fraction: number | null;
  /** What was told of a fraction when it was first asked about, and when. */
  told: { readonly part: number; readonly at: number; readonly left: number } | null;
}

/** Times come in as arguments, milliseconds of any clock that does not go back. */
export class PhaseClock {
  readonly #plan: Plan;
  #current: Current | null = null;
  #typicalDone = 0;
  #actualDone = 0;

  constructor(plan: Plan = []) {
    this.#plan = plan;
  }

  /** A phase begins, and so the one before it ends. */
  begin(key: string, now: number): void {
    if (this.#current !== null) {
      const typical = this.#typical(this.#current.key);
      if (typical !== null) {
        this.#typicalDone += typical;
        this.#actualDone += now - this.#current.since;
      }
    }
    this.#current = { key, since: now, fraction: null, told: null };
  }

  /** Part of the phase that is done, 0 to 1; anything else is put within. */
  fraction(part: number): void {
    if (this.#current !== null && Number.isFinite(part)) {
      this.#current.fraction = Math.min(1, Math.max(0, part));
    }
  }

  /** Per cent of the phase that is done; null where it is not known. */
  percent(): number | null {
    const part = this.#current?.fraction ?? null;
    return part === null ? null : Math.floor(part * 100);
  }

  elapsed(now: number): number {
    return this.#current === null ? 0 : now - this.#current.since;
  }

  /** Milliseconds until all of the plan (else: until this phase) is done; null where it cannot be told. */
  left(now: number): number | null {
    if (this.#current === null) return null;
    const index = this.#plan.findIndex(([key]) => key === this.#current?.key);
    const phaseLeft = this.#phaseLeft(this.#current, now);
    if (phaseLeft === null) return null;
    const later = index === -1 ? [] : this.#plan.slice(index + 1);
    return phaseLeft + later.reduce((sum, [, typical]) => sum + typical, 0) * this.#pace();
  }

  #phaseLeft(current: Current, now: number): number | null {
    const elapsed = now - current.since;
    const part = current.fraction;
    // Below that, the extrapolation jumps about.
    if (part !== null && part >= 0.03 && elapsed >= 500) {
      if (current.told?.part !== part) {
        current.told = { part, at: now, left: (elapsed * (1 - part)) / part };
      }
      // While a fraction stands still, its time runs down; after that nothing is promised.
      const { at, left } = current.told;
      const rest = left - (now - at);
      return rest >= 0 ? rest : null;
    }
    const typical = this.#typical(current.key);
    if (typical === null) return null;
    const expected = typical * this.#pace();
    return elapsed < expected ? expected - elapsed : null;
  }

  /** How much slower this computer is than the one the plan was measured on. */
  #pace(): number {
    return this.#typicalDone > 0 ? this.#actualDone / this.#typicalDone : 1;
  }

  #typical(key: string): number | null {
    return this.#plan.find(([name]) => name === key)?.[1] ?? null;
  }
}

/** Building the image: measured on 2 cores under emulation, packages from a near mirror. */
export const IMAGE_PLAN: Plan = [
  ['image.packages', 50_000],
  ['image.provision', 10_000],
  ['image.disk', 10_000],
  ['image.probe', 10_000],
  ['image.boot', 40_000],
  ['image.checkpoint', 4_000],
];
