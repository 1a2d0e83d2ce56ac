import { describe, expect, it } from 'vitest';
import { type DraftFinding, onValue, wholeFile } from '../finding/draft-finding.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { anApp, aTeam, aWaiver } from '../testing/manifests.ts';
import { applyWaivers } from './apply-waivers.ts';
import type { WaiverSettings } from './waiver-settings.ts';

const draftAt = (pointer: string, changes: Partial<DraftFinding> = {}): DraftFinding => ({
  rule: 'platform/egress',
  level: 'deny',
  path: 'catalog/apps/invoice-scanner/manifest.yaml',
  entity: { kind: 'App', id: 'invoice-scanner' },
  place: onValue(pointer),
  message: 'Bad host.',
  help: 'Mend it.',
  ...changes,
});
const waiver = (changes: Parameters<typeof aWaiver>[0] = {}) =>
  aWaiver({ id: 'w', rule: 'platform/egress', path: '/egress/1', ...changes });
const LODASH = 'GHSA-jf85-cpcp-j695 pkg:npm/lodash';
const app = anApp({ egress: ['a.example', 'b.example'] });

interface Case {
  readonly draft?: DraftFinding;
  readonly waivers?: readonly Manifest[];
  readonly before?: readonly Manifest[];
  readonly after?: readonly Manifest[];
  readonly never?: WaiverSettings['never'];
  readonly now?: string;
}

function apply({
  draft = draftAt('/egress/1'),
  waivers = [waiver()],
  before = [app, ...waivers],
  after = [app, ...waivers],
  never = [],
  now = '2026-11-22',
}: Case) {
  const context = contextOf(catalogOf(before), catalogOf(after), { now: new Date(now) });
  return applyWaivers([draft], { ...context, settings: { never } });
}

describe('when a waiver names a finding', () => {
  it.each<[name: string, given: Case]>([
    ['at its path', {}],
    ['below its path', { waivers: [waiver({ path: '/egress' })] }],
    ['without a path', { waivers: [aWaiver({ id: 'w', rule: 'platform/egress' })] }],
    ['at the top', { waivers: [waiver({ path: '' as never })] }],
    [
      'that names its entity in the long form',
      { waivers: [waiver({ entity: { kind: 'App', id: 'invoice-scanner' } })] },
    ],
    ['on its last day', { now: '2027-02-14T23:59:59Z' }],
    ['that comes with the change', { before: [anApp()], after: [app, waiver()] }],
    ['that changes with the value', { before: [anApp(), waiver({ reason: 'Another reason.' })] }],
    ['beside another that is of no use', { waivers: [waiver({ id: 'v', path: '/x' }), waiver()] }],
    [
      'in a change of another field',
      { before: [anApp({ egress: ['a.example', 'b.example'], version: '1.0.0' }), waiver()] },
    ],
    ['of a value beside it', { before: [anApp({ egress: ['c.example', 'b.example'] }), waiver()] }],
    [
      'without a path, whatever changed',
      {
        waivers: [aWaiver({ id: 'w', rule: 'platform/egress' })],
        before: [anApp(), aWaiver({ id: 'w', rule: 'platform/egress' })],
      },
    ],
    [
      'by what it is about',
      {
        draft: draftAt('/components/3', {
          path: 'catalog/apps/invoice-scanner/sbom.cdx.json',
          about: LODASH,
        }),
        waivers: [aWaiver({ id: 'w', rule: 'platform/egress', about: LODASH })],
      },
    ],
    [
      'by what it is about and its path',
      { draft: draftAt('/egress/1', { about: LODASH }), waivers: [waiver({ about: LODASH })] },
    ],
    ['of a warning', { draft: draftAt('/egress/1', { level: 'warn' }) }],
    [
      'of a check',
      {
        draft: draftAt('/egress/1', { rule: 'reference/missing', level: undefined }),
        waivers: [waiver({ rule: 'reference/missing' })],
      },
    ],
    [
      'that others may not be waived',
      { never: ['platform/egress-private', 'org/*', 'platf/*', 'platform/eg'] },
    ],
    [
      'on an entity whose namesake of another kind changed',
      {
        draft: draftAt('/egress/1', { entity: { kind: 'Team', id: 'invoice-scanner' } }),
        waivers: [waiver({ entity: 'Team/invoice-scanner' })],
        before: [anApp(), waiver({ entity: 'Team/invoice-scanner' })],
      },
    ],
  ])('marks the finding with the waiver: %s', (_name, given) => {
    const { drafts, used } = apply(given);
    expect(drafts).toEqual([{ ...(given.draft ?? draftAt('/egress/1')), waivedBy: 'w' }]);
    expect([...used]).toEqual(['w']);
  });

  it.each<[name: string, given: Case]>([
    [
      'about something else',
      { draft: draftAt('/egress/1', { about: LODASH }), waivers: [waiver({ about: 'CVE-2026-1' })] },
    ],
    ['about something, where the finding is about nothing', { waivers: [waiver({ about: LODASH })] }],
    [
      'at the same path of a document beside the manifest',
      { draft: draftAt('/egress/1', { path: 'catalog/apps/invoice-scanner/deploy.yaml' }) },
    ],
    ['of another rule', { waivers: [waiver({ rule: 'platform/egress-private' })] }],
    ['at another path', { waivers: [waiver({ path: '/egress/2' })] }],
    ['at a path that begins alike', { draft: draftAt('/egress/10') }],
    ['below what is found', { draft: draftAt('/egress') }],
    ['of another entity', { waivers: [waiver({ entity: 'App/other' })] }],
    ['of an entity of another kind', { waivers: [waiver({ entity: 'Team/invoice-scanner' })] }],
    ['of a rule that is never waived', { never: ['platform/egress'] }],
    ['of a layer that is never waived', { never: ['platform/*'] }],
    [
      'after another value took the place',
      { before: [anApp({ egress: ['a.example', 'x.example'] }), waiver()] },
    ],
    ['after something was inserted before it', { before: [anApp({ egress: ['b.example'] }), waiver()] }],
    [
      'after something below its path changed',
      {
        before: [anApp({ egress: ['x'] }), waiver({ path: '/egress' })],
        waivers: [waiver({ path: '/egress' })],
      },
    ],
    [
      'after another value took the place, in a change of another waiver',
      { before: [anApp(), waiver()], after: [app, waiver(), aWaiver({ id: 'v', rule: 'org/x' })] },
    ],
    ['of an error', { draft: draftAt('/egress/1', { level: 'error' }) }],
    [
      'of a rule that failed',
      {
        draft: draftAt('', { rule: 'policy/failed', level: undefined, place: wholeFile }),
        waivers: [aWaiver({ id: 'w', rule: 'policy/failed' })],
      },
    ],
    [
      'of what no rule is known for',
      {
        draft: draftAt('', { rule: 'org/odd', level: undefined }),
        waivers: [aWaiver({ id: 'w', rule: 'org/odd' })],
      },
    ],
    ['of a file as a whole, by a path', { draft: draftAt('', { place: wholeFile }) }],
    ['of a finding on no entity', { draft: draftAt('/egress/1', { entity: undefined }) }],
    ['that the change removes', { after: [app] }],
  ])('leaves the finding as it is: %s', (_name, given) => {
    const { drafts, used } = apply(given);
    expect(drafts).toEqual([given.draft ?? draftAt('/egress/1')]);
    expect(used.size).toBe(0);
  });

  it.each([
    ['at its end', '2027-02-15', '2027-02-15T00:00:00Z'],
    ['long after', '2027-02-15', '2030-01-01'],
    ['at an end that is no day', 'whenever', '2026-11-22'],
  ])('no longer counts, and says so: %s', (_name, expiresAt, now) => {
    const { drafts, used } = apply({ waivers: [waiver({ expiresAt })], now });
    expect(drafts).toEqual([
      draftAt('/egress/1', { help: `Mend it. The waiver w for it expired on ${expiresAt}.` }),
    ]);
    expect(used.size).toBe(0);
  });

  it('says nothing of an expired waiver that names something else', () => {
    const waivers = [waiver({ path: '/x', expiresAt: '2026-01-01' })];
    expect(apply({ waivers }).drafts[0]?.help).toBe('Mend it.');
  });

  it('never lets a finding disappear', () => {
    const drafts = [draftAt('/egress/0'), draftAt('/egress/1'), draftAt('/egress/1')];
    const context = contextOf(catalogOf([]), catalogOf([app, aTeam(), waiver()]));
    const waived = applyWaivers(drafts, { ...context, settings: { never: [] } });
    expect(waived.drafts.map(({ waivedBy }) => waivedBy)).toEqual([undefined, 'w', 'w']);
    expect(applyWaivers([], { ...context, settings: { never: [] } })).toEqual({
      drafts: [],
      used: new Set(),
    });
  });
});
