// The form of steps.yaml as zod schemas: they give exactly the types of checks/types.ts and course/types.ts.
import { Address4 } from 'ip-address';
import { z } from 'zod';
import type { Ask, Inspection, Mistake, Text } from '../course/types.ts';
import type {
  CommandExpectation,
  ContainerExpectation,
  Expectation,
  ForwardingExpectation,
  HttpExpectation,
  LinkExpectation,
  NamespaceExpectation,
  NatExpectation,
  PingExpectation,
  RouteExpectation,
} from './types.ts';

/** What steps.yaml says of one step. */
export interface StepSpec {
  readonly expect: readonly Expectation[];
  readonly ask: Ask | null;
  readonly inspect: readonly Inspection[];
  readonly mistakes: readonly Mistake[];
  readonly 'other-ways': readonly string[];
  readonly setup: string | null;
  readonly harmless: readonly string[];
}

/** Said of a value of the right type but the wrong form; travels in a custom issue's `params`. */
export interface FormIssue {
  readonly rule: string;
  readonly message: string;
  readonly expected: string;
}

function text(rule: string, expected: string, test: (value: string) => boolean) {
  return z.string().superRefine((value, ctx) => {
    if (test(value)) return;
    const message = value.trim() === '' ? 'the text is empty' : `'${value}' is not ${expected}`;
    const params: FormIssue = { rule, message, expected };
    ctx.addIssue({ code: 'custom', params: { ...params } });
  });
}

const isAddress = (value: string) => !value.includes('/') && Address4.isValid(value);
const isCidr = (value: string) => value.includes('/') && Address4.isValid(value);
/** A prefix whose bits after its length are zero: 172.17.0.0/16, not 172.17.0.1/16. */
const isPrefix = (value: string) =>
  isCidr(value) && new Address4(value).startAddress().address === value.split('/')[0];
const isPort = (value: string) =>
  /^[0-9]{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535;
const containerName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

const address = text('bad-address', 'an IPv4 address', isAddress);
const cidr = text('bad-address', 'an IPv4 address with its prefix length', isCidr);
const prefix = text('bad-address', 'an IPv4 prefix (the bits after its length are zero)', (value) =>
  isPrefix(value),
);
const destination = text(
  'bad-address',
  '`default`, an IPv4 prefix (the bits after its length are zero) or an IPv4 address',
  (value) => value === 'default' || isAddress(value) || isPrefix(value),
);
const pingTarget = text('bad-address', 'an IPv4 address or `container:NAME`', (value) =>
  value.startsWith('container:')
    ? containerName.test(value.slice('container:'.length))
    : isAddress(value),
);
const dnatTarget = text('bad-address', 'ADDRESS:PORT or `container:NAME:PORT`', (value) => {
  const target = /^(?:container:(?<name>[^:]+)|(?<address>[^:]+)):(?<port>[^:]+)$/.exec(value)
    ?.groups as { name?: string; address?: string; port: string } | undefined;
  if (!target || !isPort(target.port)) return false;
  return target.name ? containerName.test(target.name) : isAddress(target.address ?? '');
});
const publishes = text('bad-port', 'HOST:CONTAINER, two TCP ports', (value) => {
  const ports = value.split(':');
  return ports.length === 2 && ports.every(isPort);
});
const port = z.int().superRefine((value, ctx) => {
  if (value >= 1 && value <= 65535) return;
  const expected = 'a TCP port, 1 to 65535';
  const params: FormIssue = {
    rule: 'bad-port',
    message: `${value} is not ${expected}`,
    expected,
  };
  ctx.addIssue({ code: 'custom', params: { ...params } });
});
// An interface name: at most 15 bytes (IFNAMSIZ of linux/if.h less its NUL), no slash, no space.
const linkName = text('bad-name', 'an interface name of 1 to 15 characters', (value) =>
  /^[^\s/:]{1,15}$/.test(value),
);
const namespaceName = text('bad-name', 'the name of a namespace under /run/netns', (value) =>
  /^[a-zA-Z0-9_.-]+$/.test(value),
);
const container = text(
  'bad-name',
  "a container's name, or `*` for any",
  (value) => value === '*' || containerName.test(value),
);
const namespaceRef = text(
  'bad-name',
  '`host`, the name of a namespace, `container:NAME` or `container:*`',
  (value) =>
    value.startsWith('container:')
      ? value === 'container:*' || containerName.test(value.slice('container:'.length))
      : /^[a-zA-Z0-9_.-]+$/.test(value),
);
const url = text('bad-address', 'an http:// URL', (value) => {
  // No DNS in the machine: an address, or the name of a container that Docker itself resolves.
  return /^http:\/\/[a-zA-Z0-9_.-]+(:[0-9]{1,5})?(\/\S*)?$/.test(value);
});
const filled = text('empty-text', 'a text', (value) => value.trim() !== '');
const flag = z.boolean().exactOptional();
const words = z.strictObject({
  en: filled,
  ja: filled.exactOptional(),
}) satisfies z.ZodType<Text>;

/** One schema a kind; the key of this table is the key that names the kind. */
export const expectationSchemas = {
  link: z.strictObject({
    link: linkName,
    in: namespaceRef.exactOptional(),
    absent: flag,
    kind: filled.exactOptional(),
    up: flag,
    address: cidr.exactOptional(),
    master: linkName.exactOptional(),
    peer: linkName.exactOptional(),
    'peer-in': namespaceRef.exactOptional(),
  }) satisfies z.ZodType<LinkExpectation>,
  route: z.strictObject({
    route: destination,
    in: namespaceRef.exactOptional(),
    absent: flag,
    via: address.exactOptional(),
    dev: linkName.exactOptional(),
  }) satisfies z.ZodType<RouteExpectation>,
  namespace: z.strictObject({
    namespace: namespaceName,
    absent: flag,
    container: container.exactOptional(),
  }) satisfies z.ZodType<NamespaceExpectation>,
  container: z.strictObject({
    container,
    absent: flag,
    image: filled.exactOptional(),
    publishes: publishes.exactOptional(),
    network: filled.exactOptional(),
    linked: filled.exactOptional(),
  }) satisfies z.ZodType<ContainerExpectation>,
  nat: z
    .strictObject({
      nat: z.enum(['masquerade', 'dnat']),
      in: namespaceRef.exactOptional(),
      absent: flag,
      source: prefix.exactOptional(),
      port: port.exactOptional(),
      to: dnatTarget.exactOptional(),
    })
    .superRefine((rule, ctx) => {
      const foreign = rule.nat === 'dnat' ? ['source'] : ['port', 'to'];
      for (const key of foreign.filter((name) => Object.hasOwn(rule, name))) {
        const expected = rule.nat === 'dnat' ? 'port, to' : 'source';
        const params: FormIssue = {
          rule: 'unknown-key',
          message: `'${key}' says nothing of a ${rule.nat} rule`,
          expected,
        };
        ctx.addIssue({ code: 'custom', path: [key], params: { ...params } });
      }
    }) satisfies z.ZodType<NatExpectation>,
  forwarding: z.strictObject({
    forwarding: z.boolean(),
    in: namespaceRef.exactOptional(),
  }) satisfies z.ZodType<ForwardingExpectation>,
  ping: z.strictObject({
    ping: pingTarget,
    from: namespaceRef.exactOptional(),
    arrives: flag,
  }) satisfies z.ZodType<PingExpectation>,
  http: z.strictObject({
    http: url,
    from: namespaceRef.exactOptional(),
    contains: filled.exactOptional(),
    answers: flag,
  }) satisfies z.ZodType<HttpExpectation>,
  command: z.strictObject({
    command: filled,
    prints: filled.exactOptional(),
    lacks: filled.exactOptional(),
    fails: flag,
    what: words,
    found: words,
    look: filled.exactOptional(),
  }) satisfies z.ZodType<CommandExpectation>,
};
export type ExpectationKind = keyof typeof expectationSchemas;
export const EXPECTATION_KINDS = Object.keys(expectationSchemas) as ExpectationKind[];

/**
 * The kinds that an entry's keys name: exactly one when it is well formed.
 * `container` beside `namespace` is a wish of the namespace, not a kind.
 */
export function kindsOf(entry: object): ExpectationKind[] {
  const kinds = EXPECTATION_KINDS.filter((kind) => Object.hasOwn(entry, kind));
  return kinds.includes('namespace') ? kinds.filter((kind) => kind !== 'container') : kinds;
}

export const expectationSchema: z.ZodType<Expectation> = z
  .record(z.string(), z.unknown())
  .transform((entry, ctx): Expectation => {
    const [kind, second] = kindsOf(entry);
    const expected = `exactly one of ${EXPECTATION_KINDS.join(', ')}`;
    if (!kind || second) {
      const message = second
        ? `an expectation names two kinds, '${kind}' and '${second}'`
        : 'an expectation names no kind';
      const params: FormIssue = { rule: second ? 'two-kinds' : 'no-kind', message, expected };
      ctx.addIssue({ code: 'custom', params: { ...params } });
      return z.NEVER;
    }
    const result = expectationSchemas[kind].safeParse(entry);
    if (result.success) return result.data;
    // A finished issue is a raw one with a message and without `input`; zod's types know no common form.
    ctx.issues.push(
      ...result.error.issues.map((issue) => ({ ...issue, input: entry }) as z.core.$ZodRawIssue),
    );
    return z.NEVER;
  });

export const askSchema = z.strictObject({
  run: filled,
  kind: z.enum(['text', 'number', 'address', 'set']).default('text'),
}) satisfies z.ZodType<Ask>;

export const inspectionSchema = z.strictObject({
  ran: z.union([filled, z.array(filled).min(1)]),
  shows: filled.exactOptional(),
}) satisfies z.ZodType<Inspection>;

export const mistakeSchema = z
  .strictObject({
    run: filled.exactOptional(),
    answer: filled.exactOptional(),
    when: z.enum(['after', 'instead']).default('after'),
    finds: filled,
  })
  .superRefine((mistake, ctx) => {
    if ((mistake.run === undefined) !== (mistake.answer === undefined)) return;
    const params: FormIssue = {
      rule: 'mistake-form',
      message: mistake.run
        ? 'a mistake has both `run` and `answer`'
        : 'a mistake has neither `run` nor `answer`',
      expected: 'either `run` (commands to apply) or `answer` (a wrong answer)',
    };
    ctx.addIssue({ code: 'custom', params: { ...params } });
  }) satisfies z.ZodType<Mistake>;

export const stepSpecSchema = z.strictObject({
  expect: z.array(expectationSchema).default([]),
  ask: askSchema.nullable().default(null),
  inspect: z.array(inspectionSchema).default([]),
  mistakes: z.array(mistakeSchema).default([]),
  'other-ways': z.array(filled).default([]),
  setup: filled.nullable().default(null),
  harmless: z.array(filled).default([]),
}) satisfies z.ZodType<StepSpec>;
