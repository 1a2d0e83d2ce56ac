import type { PermissionDiff } from '@souk/model/change/permission-diff.ts';
import { code, htmlText } from '@souk/model/report/escape-markdown.ts';
import type { ChangedPermissions } from '@souk/model/report/report.ts';
import { plural } from '../count-words.ts';
import { fitBlocks } from './fit-blocks.ts';
import { fold } from './fold.ts';

type Grant = PermissionDiff['added'][number];

/** Grants of one entity that stand open on a page. */
const MOST_OPEN = 8;

/** What entities may newly do, and what they no longer may, in plain words. */
export function renderPermissions(permissions: readonly ChangedPermissions[], room: number): string {
  if (permissions.length === 0) return '';
  const blocks = permissions.map(renderEntity);
  return [
    '### What it may newly do',
    ...fitBlocks(blocks, room, (left) => `… and ${plural(left, 'more entity', 'more entities')}.`),
  ].join('\n\n');
}

function renderEntity({ kind, id, added, removed }: ChangedPermissions): string {
  const lines = [
    ...added.map((grant) => `- ➕ may newly ${describe(grant)}`),
    ...removed.map((grant) => `- ➖ may no longer ${describe(grant)}`),
  ];
  const name = `${kind}/${id}`;
  if (lines.length <= MOST_OPEN) return [`${code(name)}`, ...lines].join('\n');
  const list = fitBlocks(lines, 2000, (left) => `- … and ${left} more`).join('\n');
  return fold(`<code>${htmlText(name)}</code>: ${added.length} more, ${removed.length} less`, list);
}

function describe({ what, name }: Grant): string {
  switch (what) {
    case 'scope':
      return `use the scope ${code(name)}`;
    case 'egress':
      return `send data to the host ${code(name)}`;
    case 'secret':
      return `read the secret ${code(name)}`;
    case 'classification':
      return `handle data that is ${code(name)}`;
    case 'data category':
      return `handle data about ${code(name)}`;
    case 'residency':
      return `keep data in ${code(name)}`;
    case 'api':
      return `call the API ${code(name)}`;
    case 'event':
      return `receive the event ${code(name)}`;
    case 'sandbox':
      return `do ${code(name)} in its frame`;
    case 'environment':
      return `run in ${code(name)}`;
  }
}
