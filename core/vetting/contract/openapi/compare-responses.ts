import { changesOf } from '../change/change-at.ts';
import type { Comparison } from '../change/comparison.ts';
import { child } from '../document/located.ts';
import type { CompareSchemas } from '../schema/compare-schemas.ts';
import type { Direction } from '../schema/schema-use.ts';
import { compareContent } from './compare-content.ts';
import type { Operation, Response } from './operation.ts';

/** What happened to the answers of an operation. */
export function compareResponses(
  before: Operation,
  after: Operation,
  direction: Direction,
  compare: CompareSchemas,
): Comparison {
  const at = child(after.at, 'responses');
  const change = changesOf({ subject: after.name, users: [after.name] });
  const pairs = [...before.responses].map(([code, was]) => ({
    code,
    was,
    is: covering(after.responses, code),
  }));
  const stayed = pairs.flatMap(({ code, was, is }) =>
    is === undefined ? [] : [compareResponse(was, is, code, after, direction, compare)],
  );
  return {
    changes: [
      ...pairs
        .filter(({ is }) => is === undefined)
        .map(({ code }) =>
          change('contract/response-removed', 'breaking', child(at, code), `no longer answers ${code}`),
        ),
      ...[...after.responses.keys()]
        .filter((code) => covering(before.responses, code) === undefined)
        .map((code) =>
          change('contract/response-removed', 'additive', child(at, code), `can answer ${code}`),
        ),
      ...stayed.flatMap(({ changes }) => changes),
    ],
    uses: stayed.flatMap(({ uses }) => uses),
  };
}

/** The answer to a code: its own, that of its hundred, or the default. */
function covering(responses: ReadonlyMap<string, Response>, code: string): Response | undefined {
  return responses.get(code) ?? responses.get(`${code.charAt(0)}XX`) ?? responses.get('DEFAULT');
}

function compareResponse(
  was: Response,
  is: Response,
  code: string,
  operation: Operation,
  direction: Direction,
  compare: CompareSchemas,
): Comparison {
  const subject = `${operation.name} answer ${code}`;
  const change = changesOf({ subject, users: [operation.name] });
  const content = compareContent(was, is, operation, subject, direction, compare);
  const headers = [...was.headers].map(([name, header]) => ({ name, header, kept: is.headers.get(name) }));
  const at = child(is.at, 'headers');
  return {
    changes: [
      ...content.changes,
      ...headers
        .filter(({ kept }) => kept === undefined)
        .map(({ name }) =>
          change(
            'contract/response-header-removed',
            'breaking',
            child(at, name),
            `no longer has the header ${name}`,
          ),
        ),
      ...[...is.headers.keys()]
        .filter((name) => !was.headers.has(name))
        .map((name) =>
          change('contract/response-header-removed', 'additive', child(at, name), `gets the header ${name}`),
        ),
    ],
    uses: [
      ...content.uses,
      ...headers.flatMap(({ header, kept }) =>
        kept === undefined
          ? []
          : [{ pair: compare(header.schema, kept.schema), direction, user: operation.name }],
      ),
    ],
  };
}
