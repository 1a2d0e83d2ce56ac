import { createHash } from 'node:crypto';
import { anApp } from '@souk/model/testing/manifests.ts';
import type { AdvisoryUse } from '@souk/model/vetting/advisory-use.ts';
import { describe, expect, it } from 'vitest';
import { formatAdvisories } from '../vetting/advisories-mark.ts';
import type { PlannedVetting } from '../vetting/plan-vetting.ts';
import type { PastVetting } from '../vetting/vettable.ts';
import { findOutdated } from './find-outdated.ts';

const said: AdvisoryUse = { ecosystems: ['npm'], digest: 'a' };
const other: AdvisoryUse = { ecosystems: ['npm'], digest: 'b' };
const manifest = anApp({ id: 'crm' });
const past: PastVetting = {
  ...{ input: 'same', verdict: 'pass', advisories: formatAdvisories(said), at: new Date(0) },
};

function planned(
  vetted: PastVetting | undefined,
  changes: Partial<PlannedVetting['entry']> = {},
): PlannedVetting {
  const key = { kind: 'App', id: 'crm' } as const;
  const digest = `sha256:${createHash('sha256').update(JSON.stringify(manifest)).digest('hex')}`;
  return {
    entry: {
      ...{ key, digest, version: '1.0.0', stage: 'published', risk: 'low', commit: undefined },
      ...(vetted === undefined ? {} : { vetted }),
      ...changes,
    },
    record: { key, path: 'catalog/apps/crm/manifest.yaml', manifest, problems: [], mentions: () => false },
    ...{ input: 'same', waivers: [] },
  };
}

async function isOutdated(
  one: PlannedVetting,
  use: AdvisoryUse | undefined = said,
  vulnerable: readonly string[] = [],
): Promise<boolean> {
  const found = await findOutdated([one], {
    vetter: { consultAdvisories: async () => use },
    withVulnerabilities: new Set(vulnerable),
    ended: new AbortController().signal,
  });
  return found.length === 1;
}

describe('when it is asked which entries to look through again', () => {
  it.each<[name: string, one: PlannedVetting, outdated: boolean, use?: AdvisoryUse, vulnerable?: string[]]>([
    ['one of which the advisories say the same', planned(past), false],
    ['one of which they say something else', planned(past), true, other],
    ['one without packages to look up', planned({ ...past, advisories: undefined }), false, other],
    ['one in which something was found', planned(past), true, said, ['App/crm']],
    ['another than that', planned(past), false, said, ['App/other']],
    ['one that was not looked through to its end', planned({ ...past, verdict: 'error' }), true],
    ['one whose waiver has run out since', planned({ ...past, input: 'before' }), true],
    ['one that is about to be looked through', planned(undefined), false, other],
    ['one that is retired', planned(past, { stage: 'retired' }), false, other],
    ['one whose manifest the registry holds no more', planned(past, { digest: 'sha256:0' }), false, other],
  ])('is clear about %s', async (_name, one, outdated, use, vulnerable) => {
    expect(await isOutdated(one, use, vulnerable)).toBe(outdated);
  });
});
