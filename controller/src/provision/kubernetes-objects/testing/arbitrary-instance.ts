import type { Instance } from '@souk/model/installation/instance.ts';
import fc from 'fast-check';
import { anInstance } from '../../testing/an-instance.ts';

const id = fc
  .stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,4}$/)
  .map((text) => text.slice(0, 63).replace(/-$/, ''));
const number = fc.nat({ max: 999 });
const version = fc
  .tuple(
    number,
    number,
    number,
    fc.stringMatching(/^(-[a-z0-9]{1,20}(\.[a-z0-9]{1,20}){0,2})?(\+[A-Za-z0-9]{1,40})?$/),
  )
  .map(([major, minor, patch, rest]) => `${major}.${minor}.${patch}${rest}`);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 63, minLength: 1 }),
  fc.stringMatching(/^[A-Za-z0-9]{60,70}$/),
);
const config = fc.dictionary(text, fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }), { maxKeys: 5 });
const host = fc
  .tuple(fc.domain(), fc.constantFrom('', ':443', ':80', ':5432'))
  .map((parts) => parts.join(''));

const secrets = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^S_[A-Za-z0-9_.-]{0,40}$/),
    reference: fc.constant('vault:kv/a/b#c'),
    exposed: fc.boolean(),
    hosts: fc.constant([]),
  }),
  { selector: ({ name }) => name, maxLength: 4 },
);

const runtime = fc.oneof(
  fc.record({
    type: fc.constantFrom('container', 'function', 'wasm'),
    healthCheck: fc.option(fc.constantFrom('/healthz', 'bin/check'), { nil: undefined }),
    schedule: fc.option(fc.constantFrom('0 6 * * *', '@hourly'), { nil: undefined }),
    resources: fc.option(fc.record({ cpu: fc.constant('0.5'), memory: fc.constant('1Gi') }), {
      nil: undefined,
    }),
  }),
);

/** Whatever may come from manifests that have passed their checks, and free texts that hold anything. */
export const arbitraryInstance: fc.Arbitrary<Instance> = fc
  .record({
    ...{ id, version, text, secrets, config, runtime, entryId: id, team: id, suspended: fc.boolean() },
    egress: fc.uniqueArray(host, { maxLength: 4 }),
    environment: fc.constantFrom('dev', 'production'),
    kind: fc.constantFrom('App' as const, 'Connector' as const),
  })
  .map(({ text: costCenter, version: of, entryId, kind, ...parts }) =>
    anInstance({
      ...(parts as Partial<Instance>),
      costCenter,
      entry: { kind, id: entryId, version: of, name: costCenter, owner: 'owners' },
    }),
  );
