// What `start` was told about the machine: the provider, and what that one needs to know.

export const PROVIDER_NAMES = ['qemu', 'vagrant', 'docker-machine', 'ssh'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

export interface Settings {
  readonly provider: ProviderName;
  /** ssh: user@host[:port], or a Host of ~/.ssh/config. docker-machine: the name of an existing machine. */
  readonly host?: string;
  /** ssh: absolute path of a private key. */
  readonly identity?: string;
  /** vagrant: what runs its machines (libvirt, virtualbox, …). docker-machine: the driver of a new machine. */
  readonly driver?: string;
  /** vagrant: a box by its name, or the absolute path of one (*.box). */
  readonly box?: string;
}

export function isProviderName(value: unknown): value is ProviderName {
  return (PROVIDER_NAMES as readonly unknown[]).includes(value);
}

/** Null for what is no setting of ours. By hand: every command reads these. */
export function parseSettings(value: unknown): Settings | null {
  const { provider, ...rest } = (value ?? {}) as Record<string, unknown>;
  if (!isProviderName(provider)) return null;
  const texts = (['host', 'identity', 'driver', 'box'] as const).flatMap((name) => {
    const text = rest[name];
    return typeof text === 'string' && text !== '' ? [[name, text] as const] : [];
  });
  return { provider, ...Object.fromEntries(texts) };
}

/** Whether both mean the same machine. */
export function sameSettings(one: Settings, other: Settings): boolean {
  return (['provider', 'host', 'identity', 'driver', 'box'] as const).every(
    (name) => one[name] === other[name],
  );
}
