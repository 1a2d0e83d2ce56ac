import type { Finding, Level } from '@souk/model/finding/finding.ts';
import { describe, expect, it } from 'vitest';
import { aFinding, aReport } from '../testing/gate-outcomes.ts';
import { assembleAnnotations } from './assemble-annotations.ts';
import { limitSarif } from './limit-sarif.ts';
import { selectCommandAnnotations } from './select-command-annotations.ts';

const findings = (count: number, level: Level, changes: Partial<Finding> = {}): Finding[] =>
  Array.from({ length: count }, () => aFinding({ level, ...changes }));

describe('when findings become annotations of a check run', () => {
  it('tells place, level, what is wrong and how to mend it', () => {
    const fix = { text: 'owner', label: 'Change onwer to owner' };
    expect(assembleAnnotations([aFinding({ fix })])).toEqual([
      {
        path: 'catalog/apps/invoice-scanner/manifest.yaml',
        start_line: 3,
        end_line: 3,
        start_column: 1,
        end_column: 9,
        annotation_level: 'failure',
        title: 'schema/required',
        message:
          'The manifest lacks owner, which is required.\nAdd it. Team that answers for it. Example: finance',
        raw_details: 'Change onwer to owner:\nowner',
      },
    ]);
  });

  it.each<[name: string, changes: Partial<Finding>, annotation: object]>([
    ['a warning', { level: 'warn' }, { annotation_level: 'warning' }],
    ['a note', { level: 'notice' }, { annotation_level: 'notice' }],
    ['a fault', { level: 'error' }, { annotation_level: 'failure' }],
    [
      'one that a waiver excuses',
      { waivedBy: 'w', help: 'h', message: 'm' },
      { annotation_level: 'notice', message: 'm\nh\nWaived by w.' },
    ],
    [
      'a place without width',
      { location: { ...aFinding().location, column: 4, endColumn: 4 } },
      { start_column: 4, end_column: 4 },
    ],
  ])('says what it is: %s', (_name, changes, annotation) => {
    expect(assembleAnnotations([aFinding(changes)])).toMatchObject([annotation]);
  });

  it('names columns on one line only', () => {
    const [annotation] = assembleAnnotations([
      aFinding({ location: { ...aFinding().location, endLine: 4 } }),
    ]);
    expect(annotation).toMatchObject({ start_line: 3, end_line: 4 });
    expect(annotation).not.toHaveProperty('start_column');
    expect(annotation).not.toHaveProperty('end_column');
  });

  it('keeps to the limits of GitHub in bytes, and cuts no character in two', () => {
    const [annotation] = assembleAnnotations([
      aFinding({
        message: '😀'.repeat(50_000),
        rule: 'ü'.repeat(400),
        fix: { text: 'x'.repeat(1e5), label: 'y' },
      }),
    ]);
    expect(Buffer.byteLength(annotation?.message ?? '')).toBeLessThanOrEqual(64 * 1024);
    expect(annotation?.message).toMatch(/^(?:😀)+…$/u);
    expect(Buffer.byteLength(annotation?.title ?? '')).toBeLessThanOrEqual(255);
    expect(Buffer.byteLength(annotation?.raw_details ?? '')).toBeLessThanOrEqual(64 * 1024);
  });

  it('puts the gravest first, and leaves out what nobody reads', () => {
    const annotations = assembleAnnotations([...findings(1200, 'warn'), ...findings(3, 'deny')]);
    expect(annotations).toHaveLength(1000);
    expect(annotations.slice(0, 4).map(({ annotation_level }) => annotation_level)).toEqual([
      ...['failure', 'failure', 'failure', 'warning'],
    ]);
  });
});

describe('when findings become workflow commands', () => {
  const count = (shown: readonly Finding[]) => shown.map(({ level, message }) => `${level} ${message}`);

  it('shows ten of each type, faults before what the author has to fix', () => {
    const { shown, left } = selectCommandAnnotations(
      [...findings(12, 'notice'), ...findings(9, 'warn'), ...findings(8, 'deny'), ...findings(4, 'error')],
      [],
    );
    expect(
      Object.entries(Object.groupBy(count(shown), (text) => text.split(' ')[0] ?? '')).map(
        ([level, same]) => `${level} ${same?.length}`,
      ),
    ).toEqual([...['error 4', 'deny 6', 'warn 9', 'notice 10']]);
    expect(left).toBe(4);
  });

  it('minds what the step has shown already', () => {
    const before = findings(7, 'deny');
    expect(selectCommandAnnotations(findings(5, 'error'), before)).toMatchObject({ left: 2 });
    expect(selectCommandAnnotations(findings(5, 'warn'), before)).toMatchObject({ left: 0 });
  });

  it('takes one that a waiver excuses for a notice', () => {
    const waived = findings(11, 'deny', { waivedBy: 'w' });
    expect(selectCommandAnnotations([...waived, ...findings(10, 'deny')], [])).toMatchObject({ left: 1 });
  });
});

describe('when results go to code scanning', () => {
  const levelsIn = (sarif: string): string[] =>
    (JSON.parse(sarif) as { runs: { results: { level: string }[] }[] }).runs.flatMap(({ results }) =>
      results.map(({ level }) => level),
    );

  it('sends all of a usual report, in their order', () => {
    const { sarif, note } = limitSarif(
      aReport({ findings: [...findings(1, 'warn'), ...findings(1, 'deny')] }),
    );
    expect(levelsIn(sarif)).toEqual(['warning', 'error']);
    expect(note).toBeUndefined();
  });

  it('keeps the gravest of too many, and says how many are left out', () => {
    const report = aReport({ findings: [...findings(4999, 'notice'), ...findings(4, 'deny')] });
    const { sarif, note } = limitSarif(report);
    expect(levelsIn(sarif)).toHaveLength(5000);
    expect(levelsIn(sarif).filter((level) => level === 'error')).toHaveLength(4);
    expect(note).toContain('the 3 least grave findings of this report are not among its alerts');
  });

  it('leaves out more where the file would be too large', () => {
    const report = aReport({ findings: findings(64, 'deny') });
    const { sarif, note } = limitSarif(report, { results: 100, bytes: 600 });
    expect(levelsIn(sarif).length).toBeLessThan(64);
    expect(note).toBeDefined();
  });
});
