import { parse } from 'yaml';

/** A question of a form. The body of an issue holds its label, never its id. */
export interface FormField {
  readonly id: string;
  readonly label: string;
}

/** An issue form of the Git host, as far as answers are read by it. */
export interface IssueForm {
  /** Labels that an issue made by the form carries. */
  readonly labels: readonly string[];
  /** In the order of the form. */
  readonly fields: readonly FormField[];
}

/** What the file of a form says; undefined when it is no form, or two of its questions have one label. */
export function parseIssueForm(text: string): IssueForm | undefined {
  const form: unknown = parse(text, { maxAliasCount: 0 });
  if (!isMapping(form) || !Array.isArray(form['body'])) return undefined;
  const fields = form['body'].flatMap(readField);
  const labels = Array.isArray(form['labels'])
    ? form['labels'].filter((label) => typeof label === 'string')
    : [];
  const isClear = new Set(fields.map(({ label }) => label)).size === fields.length && fields.length > 0;
  return isClear ? { labels, fields } : undefined;
}

/** Introductions are no questions, and have no id. */
function readField(part: unknown): FormField[] {
  if (!isMapping(part) || !isMapping(part['attributes'])) return [];
  const { id } = part;
  const { label } = part['attributes'];
  return typeof id === 'string' && typeof label === 'string' ? [{ id, label: label.trim() }] : [];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
