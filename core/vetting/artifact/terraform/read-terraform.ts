import { type Fields, fieldsOf, isFields } from '../plain-value.ts';
import { type Remark, type Span, startOfFile } from '../remark.ts';
import { createOffsets } from '../text-lines.ts';
import { readDocuments } from '../yaml/read-documents.ts';
import { type LayoutBlock, type LayoutBody, scanLayout } from './scan-layout.ts';
import type { TerraformBlock } from './terraform-file.ts';
import { whyTooNested } from './why-too-nested.ts';

export type TerraformResult =
  | { readonly ok: true; readonly blocks: readonly TerraformBlock[] }
  | { readonly ok: false; readonly remarks: readonly Remark[] };

/** How many labels the blocks of a kind have. */
const LABELS: ReadonlyMap<string, number> = new Map([
  ['resource', 2],
  ['data', 2],
  ['ephemeral', 2],
  ['provider', 1],
  ['variable', 1],
  ['output', 1],
  ['module', 1],
  ['check', 1],
  ['terraform', 0],
  ['locals', 0],
]);

export async function readTerraform(name: string, text: string): Promise<TerraformResult> {
  return name.endsWith('.json') ? readJson(text) : readHcl(text);
}

async function readHcl(text: string): Promise<TerraformResult> {
  const why = whyTooNested(text);
  if (why !== undefined) return { ok: false, remarks: [remarkUnreadable(why, 0)] };
  // Loading compiles a large module, which entries without Terraform shall not pay for.
  const { parse } = await import('@cdktn/hcl2json');
  let parsed: unknown;
  try {
    parsed = await parse(PARSED_AS, text);
  } catch (error) {
    return { ok: false, remarks: [explain(error, text)] };
  }
  return { ok: true, blocks: readBlocks(fieldsOf(parsed), createPlaces(scanLayout(text))) };
}

const PARSED_AS = 'file.tf';

/** Syntax errors begin with their place; anything else the parser throws is no fault of the author. */
function explain(error: unknown, text: string): Remark {
  const found = /file\.tf:(\d+),(\d+)-[\d,-]+: ([^;\]]{1,300})/.exec(
    error instanceof Error ? error.message : '',
  );
  if (found === null) throw new Error('The parser of Terraform failed.', { cause: error });
  const offset = createOffsets(text)(Number(found[1]) - 1, Number(found[2]) - 1);
  return remarkUnreadable(`Not valid Terraform: ${found[3]}.`, offset);
}

function remarkUnreadable(message: string, offset: number): Remark {
  return {
    rule: 'terraform/unreadable',
    message,
    help: 'Run `terraform validate`, and correct what it reports.',
    place: { offset, endOffset: offset },
  };
}

function readJson(text: string): TerraformResult {
  const read = readDocuments(text, '1.2');
  const document = read.ok ? read.documents[0] : undefined;
  if (document === undefined || !isFields(document.value)) {
    const problems = read.ok
      ? [
          {
            message: 'Expected a JSON object with blocks.',
            help: 'Write the blocks, or remove the file.',
            place: startOfFile,
          },
        ]
      : read.problems;
    return { ok: false, remarks: problems.map((problem) => ({ rule: 'terraform/unreadable', ...problem })) };
  }
  return {
    ok: true,
    blocks: readBlocks(
      document.value,
      (kind, labels) => (path) => document.placeOf([kind, ...labels, ...path], 'value'),
    ),
  };
}

type Places = (kind: string, labels: readonly string[]) => TerraformBlock['placeOf'];

function readBlocks(root: Fields, places: Places): TerraformBlock[] {
  return Object.entries(root).flatMap(([kind, value]) =>
    collect(kind, [], value, LABELS.get(kind) ?? 0, places),
  );
}

function collect(
  kind: string,
  labels: readonly string[],
  value: unknown,
  missing: number,
  places: Places,
): TerraformBlock[] {
  if (missing > 0) {
    const groups = Array.isArray(value) ? value : [value];
    return groups.flatMap((group: unknown) =>
      Object.entries(fieldsOf(group)).flatMap(([label, inner]) =>
        collect(kind, [...labels, label], inner, missing - 1, places),
      ),
    );
  }
  const bodies: unknown[] = Array.isArray(value) ? value : [value];
  const find = places(kind, labels);
  return bodies.filter(isFields).map((body, i) => ({
    kind,
    labels,
    body,
    placeOf: (path) => find(Array.isArray(value) ? [i, ...path] : path),
  }));
}

/** Finds fields of the blocks of one name; the first step of a path is the number of the block. */
function createPlaces(layout: LayoutBody): Places {
  const nameOf = (kind: string, labels: readonly string[]): string => JSON.stringify([kind, ...labels]);
  const named = Map.groupBy([...layout.blocks.values()].flat(), ({ type, labels }) => nameOf(type, labels));
  return (kind, labels) => {
    const blocks = named.get(nameOf(kind, labels)) ?? [];
    return ([first, ...path]) => {
      const block = blocks[Number(first)];
      return block === undefined ? startOfFile : findField(block.body, path, block.header);
    };
  };
}

/** Walks nested blocks by name and number; a `dynamic` block has the name as its label. */
function findField(body: LayoutBody, path: readonly (string | number)[], around: Span): Span {
  const [step, second, ...rest] = path;
  if (step === undefined) return around;
  const attribute = body.attributes.get(String(step));
  if (attribute !== undefined) return attribute;
  if (step === 'dynamic') {
    const made = (body.blocks.get('dynamic') ?? []).filter(({ labels }) => labels[0] === String(second));
    return enter(made, rest, around);
  }
  const nested = body.blocks.get(String(step)) ?? [];
  return enter(nested, second === undefined ? [] : [second, ...rest], around);
}

function enter(blocks: readonly LayoutBlock[], path: readonly (string | number)[], around: Span): Span {
  const [number, ...rest] = typeof path[0] === 'number' ? path : [0, ...path];
  const block = blocks[Number(number)];
  return block === undefined ? around : findField(block.body, rest, block.header);
}
