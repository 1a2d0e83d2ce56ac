import type { Finding } from '@souk/model/finding/finding.ts';
import { startOf } from '@souk/model/finding/finding.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { Queryable } from '../store/store.ts';

/** What the registry holds against entities of this catalog. */
export interface Standing {
  readonly findings: readonly Finding[];
  /** `Kind/id` of entries of which it is not known how they stand: they were not looked through to the end. */
  readonly unknown: ReadonlySet<string>;
}

export async function readStanding(db: Queryable): Promise<Standing> {
  const [found, cursor, unfinished] = await Promise.all([
    readFindings(db),
    db.selectFrom('sync_cursor').select('unreadable').executeTakeFirstOrThrow(),
    readUnfinished(db),
  ]);
  const onFiles = cursor.unreadable.map(({ path, rule, message, line = 1 }): Finding => {
    const location = { ...startOf(path), line, endLine: line };
    const help = 'Mend the file, or remove it. It names no entity as it is.';
    return { rule, level: 'deny', message, help, docs: `docs/rules/${rule}.md`, location };
  });
  return { findings: [...found, ...onFiles], unknown: new Set(unfinished.map(formatKey)) };
}

async function readFindings(db: Queryable): Promise<Finding[]> {
  const rows = await db
    .selectFrom('finding')
    .innerJoin('entity', (join) =>
      join.onRef('entity.kind', '=', 'finding.kind').onRef('entity.id', '=', 'finding.id'),
    )
    .select([
      'finding.kind',
      'finding.id',
      'rule',
      'level',
      'message',
      'help',
      'docs',
      'location',
      'waived_by',
    ])
    .where('entity.source_id', 'is', null)
    .where('level', 'in', ['deny', 'warn'])
    .where('waived_by', 'is', null)
    .execute();
  return rows.map(({ kind, id, rule, level, message, help, docs, location }) => ({
    ...{ rule, level, message, help, docs, location },
    entity: { kind, id },
  }));
}

async function readUnfinished(db: Queryable) {
  return db
    .selectFrom('entity')
    .leftJoin('vetting', (join) =>
      join.onRef('vetting.kind', '=', 'entity.kind').onRef('vetting.id', '=', 'entity.id'),
    )
    .select(['entity.kind', 'entity.id'])
    .where('entity.kind', 'in', ['App', 'Connector'])
    .where('entity.source_id', 'is', null)
    .where((by) => by.or([by('vetting.verdict', 'is', null), by('vetting.verdict', '=', 'error')]))
    .execute();
}
