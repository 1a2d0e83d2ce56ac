import { addressOf, type Located } from '../document/located.ts';

/** All that is asked of one value: it must satisfy each of these schemas. With none of them anything goes. */
export interface SchemaNode {
  /** The same for the same schemas. */
  readonly key: string;
  readonly parts: readonly Located[];
}

export const anything: SchemaNode = { key: '', parts: [] };

export function schemaNode(parts: readonly Located[]): SchemaNode {
  const present = parts.filter(({ value }) => value !== undefined);
  return { key: present.map(addressOf).join('&'), parts: present };
}
