import { describe, expect, it } from 'vitest';
import type { Finding } from '../finding/finding.ts';
import { catalogOf } from '../testing/catalogs.ts';
import { anApp, aTeam } from '../testing/manifests.ts';
import { assembleAttention } from './assemble-attention.ts';

const catalog = catalogOf([anApp(), aTeam({ github: 'acme/finance' })]);
const finding = (changes: Partial<Finding> = {}): Finding => ({
  ...{ rule: 'reference/missing', level: 'deny', message: 'It is gone.', help: 'Bring it back.', docs: '' },
  entity: { kind: 'App', id: 'invoice-scanner' },
  location: {
    path: 'catalog/apps/invoice-scanner/manifest.yaml',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
  },
  ...changes,
});
const about = (findings: readonly Finding[]) =>
  assembleAttention(findings, catalog).map(({ subject, findings: group, team }) => [
    subject,
    group.map(({ rule }) => rule),
    team?.github,
  ]);

describe('when it is gathered what has to be mended', () => {
  it.each<[string, Partial<Finding>, boolean]>([
    ['what denies', {}, true],
    ['a vulnerability', { rule: 'vulnerability/known', level: 'warn' }, true],
    ['a vulnerability of no weight', { rule: 'vulnerability/known', level: 'notice' }, false],
    ['a warning', { level: 'warn' }, false],
    ['what is waived', { waivedBy: 'a-waiver' }, false],
    ['a fault of a check', { level: 'error' }, false],
  ])('tells apart what demands it: %s', (_name, changes, isTold) => {
    expect(about([finding(changes)])).toHaveLength(isTold ? 1 : 0);
  });

  it('names the entity, the gravest first, and the team', () => {
    const weak = finding({ rule: 'vulnerability/known', level: 'warn' });
    expect(about([weak, finding()])).toEqual([
      ['App/invoice-scanner', ['reference/missing', 'vulnerability/known'], 'acme/finance'],
    ]);
  });

  it('names the file where there is no entity, after those with more to mend', () => {
    const { entity: _, ...nameless } = finding({
      location: { ...finding().location, path: 'catalog/x.yaml' },
    });
    expect(
      about([nameless, finding(), finding({ rule: 'schema/type' })]).map(([subject]) => subject),
    ).toEqual(['App/invoice-scanner', 'catalog/x.yaml']);
  });
});
