import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEngine } from '../engine/open-engine.ts';
import { buildBundle, rebuildData } from './build-bundle.ts';
import type { BuiltBundle } from './bundle-files.ts';
import { findOpa, type Opa } from './opa.ts';
import { readPreviousBundle } from './previous-bundle.ts';
import { TemporaryPolicies } from './testing/temporary-policies.ts';

const opa = (await findOpa(process.env)) as Opa;
const licenseRule = 'rules/developer/license/rule.rego';

/** The bundle of the sample policies as they are before a test changes them. */
let original: BuiltBundle;
beforeAll(async () => {
  if (opa === undefined) return;
  using sample = new TemporaryPolicies();
  original = await buildBundle(sample.dir, opa);
});

let policies: TemporaryPolicies;
beforeEach(() => {
  policies = new TemporaryPolicies();
});
afterEach(() => policies[Symbol.dispose]());

/** What can be done to sources between two builds. */
const edits: readonly [name: string, edit: () => void][] = [
  ['nothing', () => undefined],
  ['the Rego of a rule', () => policies.edit(licenseRule, '"/license"', '"/terms"')],
  ['the metadata of a rule', () => policies.edit(licenseRule, 'stage: deny', 'stage: warn')],
  ['the kinds of a rule', () => policies.edit(licenseRule, '[App, Connector]', '[Connector]')],
  ['a comment', () => policies.edit(licenseRule, 'violation', '# Why.\nviolation')],
  [
    'what a rule reads',
    () => policies.edit(licenseRule, 'not input.entity.license', 'not input.entity.terms'),
  ],
  ['a case', () => policies.edit('rules/developer/license/rule_test.rego', 'fails without one', 'fails')],
  [
    'a second file of cases',
    () => {
      const more = 'cases["more"] := {"input": testing.input_of({}), "expect": set()}';
      const text = `package souk.developer.license_test\n\nimport data.souk.testing\n\n${more}\n`;
      policies.write('rules/developer/license/more_test.rego', text);
    },
  ],
  ['a library', () => policies.edit('lib/words.rego', '" "', '"e"')],
  ['a new library', () => policies.write('lib/new.rego', 'package souk.lib.new\n\none := 1\n')],
  ['a builder', () => policies.edit('testing/testing.rego', 'Parcel Board', 'Parcel Desk')],
  ['the data', () => policies.write('data/waivers.yaml', 'maxDays: 3\nnever: []\n')],
  ['a rule that goes', () => policies.remove('rules/developer/license')],
  [
    'a rule that comes',
    () => {
      for (const name of ['rule.rego', 'rule_test.rego']) {
        const text = policies.read(`rules/developer/license/${name}`).replaceAll('developer', 'platform');
        policies.write(`rules/platform/license/${name}`, text);
      }
    },
  ],
];

describe.skipIf(opa === undefined)('when a bundle is built', () => {
  it('returns the same bytes each time', async () => {
    expect(differing(original, await buildBundle(policies.dir, opa))).toEqual([]);
    expect([...original.keys()].sort()).toEqual([
      'cases.json',
      'data.json',
      'main.rego',
      'manifest.json',
      'policy.wasm',
      'rules.json',
    ]);
  });

  it('returns what an engine can judge by', async () => {
    policies.keep(original);
    const engine = await openEngine(policies.dir);
    expect(engine.rules.map(({ id }) => id)).toEqual(['developer/license', 'org/short-name']);
  });

  it('returns the metadata of each rule with what it reads', () => {
    const [, rule] = parse(original, 'rules.json') as object[];
    expect(rule).toMatchObject({
      id: 'org/short-name',
      layer: 'org',
      package: 'souk.org.short_name',
      title: 'Names are short',
      level: 'warn',
      stage: 'deny-new',
      kinds: ['App'],
      source: 'rules/org/short-name/rule.rego',
      reads: ['data.config.waivers.maxDays', 'input.entity.name'],
    });
  });

  it('returns the cases with what OPA says of them, one a line', () => {
    const text = new TextDecoder().decode(original.get('cases.json'));
    const line = text.split('\n').find((candidate) => candidate.includes('one word more fails'));
    expect(JSON.parse(line?.replace(/,$/, '') ?? '')).toEqual({
      name: 'one word more fails',
      base: 'app',
      patch: [{ op: 'replace', path: '/entity/name', value: 'Parcel Board North' }],
      violations: [{ path: '/name', params: { count: 3, most: 2 } }],
    });
  });
});

describe.skipIf(opa === undefined)('when a bundle is built on an earlier one', () => {
  it.each(edits)('returns the bytes of a full build after %s changed', async (_, edit) => {
    policies.keep(original);
    const previous = await readPreviousBundle(policies.dir);
    expect(previous).toBeDefined();
    edit();
    const incremental = await buildBundle(policies.dir, opa, { previous });
    expect(differing(incremental, await buildBundle(policies.dir, opa))).toEqual([]);
  });

  it('takes nothing from one that another OPA made', async () => {
    policies.keep(original);
    const previous = await readPreviousBundle(policies.dir);
    if (previous === undefined) throw new Error('It was just built.');
    const foreign = {
      ...previous,
      manifest: { ...previous.manifest, opa: '1.0.0' },
      wasm: new Uint8Array(8),
      cases: { bases: {}, rules: [] },
    };
    expect(differing(await buildBundle(policies.dir, opa, { previous: foreign }), original)).toEqual([]);
  });
});

describe.skipIf(opa === undefined)('when OPA is missing', () => {
  it.each(edits)('returns the bytes of a full build or nothing after %s changed', async (name, edit) => {
    policies.keep(original);
    const previous = await readPreviousBundle(policies.dir);
    if (previous === undefined) throw new Error('It was just built.');
    edit();
    const rebuilt = await rebuildData(policies.dir, previous);
    if (name === 'nothing' || name === 'the data') {
      expect(differing(rebuilt ?? new Map(), await buildBundle(policies.dir, opa))).toEqual([]);
    } else {
      expect(rebuilt).toBeUndefined();
    }
  });

  it('changes the digest of the rules that read the data, and of no other', async () => {
    policies.keep(original);
    const previous = await readPreviousBundle(policies.dir);
    policies.write('data/waivers.yaml', 'maxDays: 3\nnever: []\n');
    const after = previous && (await rebuildData(policies.dir, previous));
    const digests = [original, after ?? new Map()].map((built) =>
      (parse(built, 'rules.json') as { digest: string }[]).map(({ digest }) => digest),
    );
    expect(digests[1]?.map((digest, i) => digest === digests[0]?.[i])).toEqual([true, false]);
  });
});

describe.skipIf(opa === undefined)('when an earlier bundle was not left as it was built', () => {
  it.each(['policy.wasm', 'rules.json', 'data.json', 'main.rego', 'cases.json'])(
    'is not used again after a change of %s',
    async (name) => {
      policies.keep(original);
      policies.write(`bundle/${name}`, `${policies.read(`bundle/${name}`)} `);
      expect(await readPreviousBundle(policies.dir)).toBeUndefined();
    },
  );

  it('is not used again without its manifest', async () => {
    policies.keep(original);
    policies.remove('bundle/manifest.json');
    expect(await readPreviousBundle(policies.dir)).toBeUndefined();
  });
});

function differing(one: BuiltBundle, other: BuiltBundle): string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter(
    (name) => !Buffer.from(one.get(name) ?? []).equals(Buffer.from(other.get(name) ?? [])),
  );
}

function parse(built: BuiltBundle, name: string): unknown {
  return JSON.parse(new TextDecoder().decode(built.get(name)));
}
