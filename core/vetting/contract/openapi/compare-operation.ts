import { changesOf } from '../change/change-at.ts';
import type { Comparison } from '../change/comparison.ts';
import type { ContractChange } from '../change/contract-change.ts';
import { child } from '../document/located.ts';
import type { CompareSchemas } from '../schema/compare-schemas.ts';
import type { Direction } from '../schema/schema-use.ts';
import { compareContent } from './compare-content.ts';
import { compareParameters } from './compare-parameters.ts';
import { compareResponses } from './compare-responses.ts';
import { compareSecurity } from './compare-security.ts';
import type { Operation } from './operation.ts';

/** What happened to an operation that both versions have. */
export function compareOperation(before: Operation, after: Operation, compare: CompareSchemas): Comparison {
  const sent: Direction = after.isReversed ? 'response' : 'request';
  const parts = [
    compareParameters(before, after, compare),
    compareBody(before, after, sent, compare),
    compareResponses(before, after, after.isReversed ? 'request' : 'response', compare),
  ];
  return {
    changes: [
      ...compareNames(before, after),
      ...(after.isReversed ? [] : compareSecurity(before, after)),
      ...parts.flatMap(({ changes }) => changes),
    ],
    uses: parts.flatMap(({ uses }) => uses),
  };
}

function compareNames(before: Operation, after: Operation): ContractChange[] {
  const [was, is] = [before.operationId, after.operationId];
  if (was === is || was === undefined) return [];
  const change = changesOf({ subject: after.name, users: [after.name] });
  const what =
    is === undefined ? `loses its operationId ${was}` : `changes its operationId from ${was} to ${is}`;
  return [change('contract/operation-id-changed', 'risky', child(after.at, 'operationId'), what, 'value')];
}

function compareBody(
  before: Operation,
  after: Operation,
  direction: Direction,
  compare: CompareSchemas,
): Comparison {
  const [was, is] = [before.body, after.body];
  const change = changesOf({ subject: `${after.name} request`, users: [after.name] });
  if (is === undefined) {
    const changes =
      was === undefined
        ? []
        : [change('contract/body-removed', 'risky', child(after.at, 'requestBody'), 'is no longer read')];
    return { changes, uses: [] };
  }
  const required = child(is.at, 'required');
  if (was === undefined) {
    const changes = is.required
      ? [change('contract/body-required', 'breaking', required, 'is new and required')]
      : [change('contract/body-required', 'additive', is.at, 'is added')];
    return { changes, uses: [] };
  }
  const content = compareContent(was, is, after, `${after.name} request`, direction, compare);
  return {
    changes: [
      ...(is.required && !was.required
        ? [change('contract/body-required', 'breaking', required, 'becomes required')]
        : []),
      ...(was.required && !is.required
        ? [change('contract/body-required', 'additive', required, 'becomes optional')]
        : []),
      ...content.changes,
    ],
    uses: content.uses,
  };
}
