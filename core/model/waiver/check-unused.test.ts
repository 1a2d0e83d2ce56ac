import { describe, expect, it } from 'vitest';
import type { Manifest } from '../manifest/manifest.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { anApp, aTeam, aWaiver } from '../testing/manifests.ts';
import { checkUnusedWaivers } from './check-unused.ts';

function unused(
  before: readonly Manifest[],
  after: readonly Manifest[],
  { used = [], skipped, ...options }: { used?: string[]; skipped?: string; now?: Date; all?: boolean } = {},
) {
  const context = contextOf(catalogOf(before), catalogOf(after), options);
  return checkUnusedWaivers({ ...context, ran: (rule) => rule !== skipped }, new Set(used));
}

const app = anApp();
const changed = anApp({ version: '2.0.0' });
const waiver = aWaiver({ path: '/license' });
const found = { rule: 'waiver/unused', entity: { kind: 'Waiver', id: 'scanner-license' } };

describe('when a waiver silences nothing', () => {
  it('says which exception can end', () => {
    expect(unused([app], [app, waiver])).toEqual([
      {
        ...found,
        path: 'catalog/waivers/scanner-license.yaml',
        place: { pointer: '/rule', on: 'value' },
        message:
          'The waiver silences nothing: there is no finding of developer/license on App invoice-scanner at /license.',
        help: 'Remove the waiver, or correct its rule and path.',
      },
    ]);
    const { path: _, ...broad } = waiver;
    expect(unused([app], [app, broad])[0]?.message).toMatch(/developer\/license on App invoice-scanner\.$/);
  });

  it.each<
    [
      name: string,
      before: Manifest[],
      after: Manifest[],
      options: Parameters<typeof unused>[2],
      count: number,
    ]
  >([
    ['its entity changes', [app, waiver], [changed, waiver], {}, 1],
    ['the waiver changes', [app, waiver], [app, { ...waiver, reason: 'Another.' }], {}, 1],
    ['everything is judged', [app, waiver], [app, waiver], { all: true }, 1],
    ['nothing is judged', [app, waiver], [app, waiver], {}, 0],
    ['another entity changes', [app, waiver, aTeam()], [app, waiver, aTeam({ name: 'F' })], {}, 0],
    ['it silences something', [app], [app, waiver], { used: ['scanner-license'] }, 0],
    ['another silences something', [app], [app, waiver], { used: ['other'] }, 1],
    ['it has expired', [app], [app, waiver], { now: new Date('2027-02-15') }, 0],
    ['it is about to expire', [app], [app, waiver], { now: new Date('2027-02-14T23:59:59Z') }, 1],
    ['nobody looked for what its rule is about', [app], [app, waiver], { skipped: 'developer/license' }, 0],
    ['nobody looked for something else', [app], [app, waiver], { skipped: 'developer/contact' }, 1],
    ['its entity is not there', [], [waiver], {}, 0],
    ['its entity goes', [app, waiver], [waiver], {}, 0],
  ])('tells of what was judged: %s', (_name, before, after, options, count) => {
    expect(unused(before, after, options)).toMatchObject(Array(count).fill(found));
  });
});
