import { describe, expect, it } from 'vitest';
import { compareBundle, compareDigests } from '../../build/compare-bundle.ts';
import { findOpa } from '../../build/opa.ts';
import { openEngine } from '../open-engine.ts';
import { buildFixture } from './build-fixture.ts';
import { fixtureFolder } from './fixture-folder.ts';

const opa = await findOpa(process.env);
const same = { differing: [], missing: [], extra: [] };

describe('when the fixture is committed', () => {
  it('is what its manifest tells, and its sources are those that it was built from', async () => {
    expect(await compareDigests(fixtureFolder)).toEqual(same);
    expect((await openEngine(fixtureFolder)).rules.map(({ id }) => id)).toEqual([
      'approval/tier',
      'developer/conflicts',
      'developer/crashes',
      'developer/deep',
      'developer/license',
      'developer/no-set',
      'developer/silent',
      'developer/without-path',
      'risk/tier',
    ]);
  });

  it.skipIf(opa === undefined)('is what OPA makes of its sources', async () => {
    if (opa === undefined) throw new Error('unreachable');
    // Otherwise run: node policies/engine/testing/build-fixture.ts
    expect(await compareBundle(fixtureFolder, await buildFixture(opa))).toEqual(same);
  });
});
