import { changesOf } from '../change/change-at.ts';
import type { Comparison } from '../change/comparison.ts';
import { child, type Located } from '../document/located.ts';
import type { CompareSchemas } from '../schema/compare-schemas.ts';
import type { Direction } from '../schema/schema-use.ts';
import type { MediaType, Operation } from './operation.ts';

interface Content {
  readonly at: Located;
  readonly content: ReadonlyMap<string, MediaType>;
}

/** What happened to the media types of a body. */
export function compareContent(
  before: Content,
  after: Content,
  { name: user }: Operation,
  subject: string,
  direction: Direction,
  compare: CompareSchemas,
): Comparison {
  const change = changesOf({ subject, users: [user] });
  const at = child(after.at, 'content');
  const pairs = [...before.content].map(([type, was]) => ({ type, was, is: covering(after.content, type) }));
  return {
    changes: [
      ...pairs
        .filter(({ is }) => is === undefined)
        .map(({ type }) =>
          change('contract/media-type-removed', 'breaking', child(at, type), `no longer has ${type}`),
        ),
      ...[...after.content]
        .filter(([type]) => covering(before.content, type) === undefined)
        .map(([type]) => change('contract/media-type-removed', 'additive', child(at, type), `gets ${type}`)),
    ],
    uses: pairs.flatMap(({ was, is }) =>
      is === undefined ? [] : [{ pair: compare(was.schema, is.schema), direction, user }],
    ),
  };
}

/** The media type itself, or the range that it is in. */
function covering(content: ReadonlyMap<string, MediaType>, type: string): MediaType | undefined {
  return content.get(type) ?? content.get(`${type.split('/')[0]}/*`) ?? content.get('*/*');
}
