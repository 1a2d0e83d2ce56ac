import type { FieldNode } from '@souk/schemas/field-node.ts';
import fieldTrees from '@souk/schemas/generated/fields.json' with { type: 'json' };
import { Document, isScalar, Scalar, visit } from 'yaml';
import type { Kind, Manifest } from '../manifest/manifest.ts';

const trees: Readonly<Record<Kind, FieldNode>> = fieldTrees;
const WIDTH = 100;

/**
 * The text of a manifest file: the line that tells editors which schema applies, then the fields in the
 * order of the schema, so that two files of a kind read alike and a diff shows only what changed.
 *
 * `path` is where the file will be, relative to the root of the repository.
 */
export function renderManifest(manifest: Manifest, path: string): string {
  const document = new Document(sortFields(manifest, trees[manifest.kind]), { version: '1.2' });
  visit(document, {
    Scalar(_key, node) {
      if (isScalar(node) && typeof node.value === 'string') chooseStyle(node as Scalar<string>);
    },
  });
  const body = document.toString({
    lineWidth: WIDTH,
    // Folded over lines, a quoted text loses spaces between its line breaks.
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    minContentWidth: 40,
    indentSeq: true,
    flowCollectionPadding: true,
  });
  return `${modeline(manifest.kind, path)}\n${body}`;
}

/** The comment by which YAML language servers find the schema. */
export function modeline(kind: Kind, path: string): string {
  const up = '../'.repeat(path.split('/').length - 1);
  const file = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return `# yaml-language-server: $schema=${up === '' ? './' : up}schemas/manifest/${file}.schema.json`;
}

/** The same value with the fields of every mapping in the order of the schema; unknown ones follow as they were. */
function sortFields(value: unknown, node: FieldNode | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => sortFields(item, node?.items));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, child]) => [key, sortFields(child, childOf(node, key))] as const,
  );
  const order = Object.keys(node?.fields ?? {});
  const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b)));
}

export function sortManifest(manifest: Manifest): Manifest {
  return sortFields(manifest, trees[manifest.kind]) as Manifest;
}

function childOf(node: FieldNode | undefined, key: string): FieldNode | undefined {
  return node?.fields !== undefined && Object.hasOwn(node.fields, key) ? node.fields[key] : node?.values;
}

/** What YAML 1.1 takes for a boolean, a date or a sexagesimal number: other tools may still read it so. */
const YAML_1_1 =
  /^(\d{4}-\d{1,2}-\d{1,2}.*|y|n|yes|no|on|off|true|false|null|~|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+)$/i;

function chooseStyle(scalar: Scalar<string>): void {
  const text = scalar.value;
  if (text.includes('\n')) scalar.type = isSafeBlock(text) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
  else if (text.length > WIDTH && / /.test(text))
    scalar.type = isSafeBlock(text) ? Scalar.BLOCK_FOLDED : Scalar.QUOTE_DOUBLE;
  else if (YAML_1_1.test(text)) scalar.type = Scalar.QUOTE_DOUBLE;
}

/** Block styles lose, or make invisible, space at the edges of lines and characters that are line breaks to some. */
function isSafeBlock(text: string): boolean {
  return (
    !/^\s|[ \t](\n|$)|\n\s*$|\n[ \t]|\n{2,}[ \t]|\t|[\u0085\u2028\u2029\r]/.test(text) && !/ {2}/.test(text)
  );
}
