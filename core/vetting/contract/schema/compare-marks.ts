import type { LocalDifference } from './level-comparison.ts';
import type { Effect, SchemaAspect } from './schema-difference.ts';
import type { SchemaView } from './schema-view.ts';

const aspectOfMark: Readonly<Record<string, SchemaAspect>> = {
  format: 'format',
  pattern: 'pattern',
  discriminator: 'discriminator',
  default: 'default',
};

/** Formats of which the second holds all values of the first. */
const WIDER_FORMATS: ReadonlySet<string> = new Set(['"int32" "int64"', '"float" "double"']);

/** How the keywords differ that are compared as a whole. */
export function compareMarks(before: SchemaView, after: SchemaView): LocalDifference[] {
  return [...new Set([...before.marks.keys(), ...after.marks.keys()])].flatMap(
    (keyword): LocalDifference[] => {
      const [from, to] = [before.marks.get(keyword), after.marks.get(keyword)];
      if (from === to) return [];
      const aspect = aspectOfMark[keyword] ?? 'condition';
      return [
        { aspect, effect: effectOfMark(keyword, from, to), keyword, what: describeMark(keyword, from, to) },
      ];
    },
  );
}

function effectOfMark(keyword: string, from: string | undefined, to: string | undefined): Effect {
  if (from === undefined) return 'narrower';
  if (to === undefined) return 'wider';
  if (WIDER_FORMATS.has(`${from} ${to}`)) return 'wider';
  if (WIDER_FORMATS.has(`${to} ${from}`)) return 'narrower';
  if (keyword === 'multipleOf') return effectOfDivisor(Number(from), Number(to));
  return 'other';
}

function effectOfDivisor(from: number, to: number): Effect {
  if (Number.isInteger(to / from)) return 'narrower';
  return Number.isInteger(from / to) ? 'wider' : 'other';
}

function describeMark(keyword: string, from: string | undefined, to: string | undefined): string {
  const [was, is] = [from, to].map((text) =>
    text === undefined ? 'none' : text.length > 60 ? `${text.slice(0, 60)}…` : text,
  );
  return `changes its ${keyword} from ${was} to ${is}`;
}
