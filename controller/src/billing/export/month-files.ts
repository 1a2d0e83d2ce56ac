import type { IssuedStatement } from '../issued-statement.ts';
import { renderFocusCsv } from '../render/render-focus-csv.ts';
import { renderStatementCsv } from '../render/render-statement-csv.ts';
import { renderStatementPage } from '../render/render-statement-page.ts';
import type { ExportFile } from './export-file.ts';
import { exportName } from './export-name.ts';

export const CSV = 'text/csv; charset=utf-8; header=present';

/** The file that is handed out last of a month: when it is there, all others are. */
export function lastFileOf(month: string): string {
  return exportName(month, `statements-${month}.csv`);
}

/**
 * The files of a closed month, in the order in which they are handed out.
 *
 * @param issued every statement of the month, reversals and what they reverse among them
 */
export function assembleMonthFiles(
  month: string,
  issued: readonly IssuedStatement[],
  { marketplace, basis }: { readonly marketplace: string; readonly basis: string },
): ExportFile[] {
  return [
    ...issued.flatMap((one) => statementFiles(month, one, marketplace)),
    {
      base: exportName(month, `focus-${month}.csv`),
      ...{ text: renderFocusCsv(issued, marketplace), contentType: CSV },
    },
    { base: lastFileOf(month), text: renderStatementCsv(issued), contentType: CSV, basis },
  ];
}

function statementFiles(month: string, issued: IssuedStatement, marketplace: string): ExportFile[] {
  const { statement, number, issuedAt, reversedBy } = issued;
  const document = { number, issuedAt: issuedAt.toISOString(), reversedBy, statement };
  return [
    {
      base: exportName(month, 'statements', `${statement.id}.json`),
      ...{ text: `${JSON.stringify(document, null, 2)}\n`, contentType: 'application/json' },
    },
    {
      base: exportName(month, 'statements', `${statement.id}.html`),
      ...{ text: renderStatementPage(issued, marketplace), contentType: 'text/html; charset=utf-8' },
    },
  ];
}
