import type { FormField, IssueForm } from './issue-form.ts';
import type { RequestProblem } from './request.ts';

/** Answers by the id of their question; those that were left out are not in it. */
export type Answers = ReadonlyMap<string, string>;

export type ReadAnswers =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly problems: readonly RequestProblem[] };

const LEFT_OUT = new Set(['', '_No response_', 'None']);

/**
 * Reads the body of an issue back into the answers to the form that it was made by: `### <label>` and the answer, one
 * question after the other. An answer may hold such lines too; where that leaves more than one way to read the body,
 * it is not read at all.
 */
export function readAnswers({ fields }: IssueForm, body: string): ReadAnswers {
  const lines = body.split(/\r?\n/);
  const headings = lines.map((line) => /^### (.*)$/.exec(line)?.[1]?.trim());
  const missing = fields.filter(({ label }) => !headings.includes(label));
  if (missing.length > 0) return { ok: false, problems: missing.map(absent) };
  const earliest = placeFields(fields, headings);
  const latest = placeFields(fields.toReversed(), headings.toReversed())
    ?.map((place) => lines.length - 1 - place)
    .toReversed();
  if (earliest === undefined || latest === undefined) return { ok: false, problems: [outOfOrder] };
  const doubtful = fields.filter((_, i) => earliest[i] !== latest[i]);
  if (doubtful.length > 0) return { ok: false, problems: doubtful.map(ambiguous) };
  const answers = fields.flatMap(({ id }, i): [string, string][] => {
    const text = unfence(
      lines
        .slice((earliest[i] ?? 0) + 1, earliest[i + 1])
        .join('\n')
        .trim(),
    );
    return LEFT_OUT.has(text) ? [] : [[id, text]];
  });
  return { ok: true, answers: new Map(answers) };
}

/** The first line for each field that comes after that of the field before; undefined when there is none. */
function placeFields(
  fields: readonly FormField[],
  headings: readonly (string | undefined)[],
): readonly number[] | undefined {
  const places: number[] = [];
  for (const { label } of fields) {
    const place = headings.indexOf(label, (places.at(-1) ?? -1) + 1);
    if (place === -1) return undefined;
    places.push(place);
  }
  return places;
}

/** The host puts the answer to a question with `render:` between fences. */
function unfence(text: string): string {
  return (/^(`{3,})\w*\n([\s\S]*?)\n?\1$/.exec(text)?.[2] ?? text).trim();
}

function absent({ label }: FormField): RequestProblem {
  return {
    field: label,
    message: `The heading “${label}” is not in the issue any more. Put it back, with the answer below.`,
  };
}

function ambiguous({ label }: FormField): RequestProblem {
  return {
    field: label,
    message: `The heading “${label}” is there more than once, so the answer below it is not clear. Leave it once, and write the others in another way.`,
  };
}

const outOfOrder: RequestProblem = {
  field: '',
  message:
    'The headings are not in the order of the form any more. Put them back in that order, or open a new issue.',
};
