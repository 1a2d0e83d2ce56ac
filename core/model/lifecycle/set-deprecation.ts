import { isMap, parseDocument } from 'yaml';

export interface Deprecation {
  /** Days, such as `2027-03-31`. */
  readonly announced: string;
  readonly sunset: string;
}

/**
 * The text of a manifest that is deprecated from a day on; comments and the order of its fields stay as they are.
 * Undefined where the text has no lifecycle to write it into.
 */
export function setDeprecation(text: string, { announced, sunset }: Deprecation): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.get('lifecycle', true))) return undefined;
  document.setIn(['lifecycle', 'stage'], 'deprecated');
  document.setIn(['lifecycle', 'deprecation', 'announced'], announced);
  document.setIn(['lifecycle', 'deprecation', 'sunset'], sunset);
  return document.toString({ lineWidth: 0 });
}
