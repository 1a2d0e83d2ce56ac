import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendPointer, parsePointer } from '../finding/json-pointer.ts';
import { checkValues } from '../manifest/check-values.ts';
import { checkManifest } from '../manifest/parse-manifest.ts';
import { approvalJson, camelYaml, connectorYaml } from './flat-fixtures.ts';
import { flatRules } from './flat-rules.ts';
import { importBackstage } from './from-backstage.ts';
import { importFlat } from './from-flat.ts';
import { importMcpRegistry } from './from-mcp-registry.ts';
import type { ImportResult, SourceFile } from './import-result.ts';
import { readSource } from './read-source.ts';
import { backstageComponent, mcpServer } from './source-fixtures.ts';
import { SourceNode } from './source-node.ts';

type Importer = (files: readonly SourceFile[]) => ImportResult;

const importers: readonly (readonly [string, Importer, unknown])[] = [
  ['mcp-registry', importMcpRegistry, mcpServer],
  ['flat JSON', importFlat, readValue(approvalJson)],
  ['flat camelCase', importFlat, readValue(camelYaml)],
  ['flat connector', importFlat, readValue(connectorYaml)],
  ['backstage', importBackstage, backstageComponent],
];

function readValue(text: string): unknown {
  const reading = readSource({ path: 'x', text });
  return reading.ok ? reading.documents[0]?.root.value : undefined;
}

const json = fc.jsonValue({ maxDepth: 4 });
const extraKey = fc.string({ minLength: 1, maxLength: 12 }).map((text) => `x ${text}`);

/** Adds a field to a random mapping of the value. */
function insertAt(value: unknown, steps: readonly number[], key: string, extra: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [step, ...rest] = steps;
  const keys = Object.keys(value).filter(
    (name) => typeof (value as Record<string, unknown>)[name] === 'object',
  );
  if (step === undefined || keys.length === 0)
    return Array.isArray(value) ? value : { ...value, [key]: extra };
  const name = keys[step % keys.length] ?? '';
  const child = insertAt((value as Record<string, unknown>)[name], rest, key, extra);
  return Array.isArray(value) ? value.with(Number(name), child) : { ...value, [name]: child };
}

/** Leaves that neither the manifests hold nor a note names. */
function silentlyDropped(text: string, result: ImportResult): string[] {
  const noted = new Set(result.notes.map(({ pointer }) => pointer));
  const kept = JSON.stringify(result.manifests);
  const isKept = ({ pointer, value }: SourceNode): boolean => {
    if (kept.includes(JSON.stringify(`import${pointer}`).slice(1, -1))) return true;
    // `{read: true}` among permissions is a permission named read.
    if (value === true && kept.includes(`{"name":${JSON.stringify(parsePointer(pointer).at(-1))}`))
      return true;
    // A text with commas may have become a list, and @ana a login.
    const parts =
      typeof value === 'string'
        ? value.split(/[,;\n]/).map((part) => part.trim().replace(/^@/, ''))
        : [value];
    return parts.every((part) =>
      kept.includes(typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : JSON.stringify(part)),
    );
  };
  return new SourceNode(readValue(text))
    .leaves()
    .filter((leaf) => !noted.has(leaf.pointer) && !isKept(leaf))
    .map(({ pointer }) => pointer);
}

/** Whether a manifest holds the value under the same names, from the extra key on. */
function isMapped(result: ImportResult, tail: string, value: unknown): boolean {
  return result.manifests.some(({ manifest }) =>
    new SourceNode(manifest)
      .leaves()
      .some(
        (leaf) =>
          withoutPositions(leaf.pointer).endsWith(withoutPositions(tail)) &&
          JSON.stringify(leaf.value) === JSON.stringify(value),
      ),
  );
}

/** An item moves up in its list when one before it has no place. */
function withoutPositions(pointer: string): string {
  return pointer.replace(/\/\d+/g, '/#');
}

describe('when a source has fields that no importer knows', () => {
  it.each(importers)('%s accounts for every leaf of them', (_name, run, base) => {
    fc.assert(
      fc.property(json, extraKey, fc.array(fc.nat(20), { maxLength: 4 }), (extra, key, steps) => {
        const text = JSON.stringify(insertAt(base, steps, key, extra));
        const result = run([{ path: 'f', text }]);
        expect(result.failures).toEqual([]);
        const annotated = new Set(
          result.manifests.flatMap(({ manifest }) => Object.keys(manifest.annotations ?? {})),
        );
        const noted = new Set(result.notes.map(({ pointer }) => pointer));
        const from = appendPointer('', key);
        const lost = new SourceNode(readValue(text)).leaves().filter(({ pointer, value }) => {
          if (!parsePointer(pointer).includes(key) || annotated.has(`import${pointer}`) || noted.has(pointer))
            return false;
          return !isMapped(result, pointer.slice(pointer.lastIndexOf(from)), value);
        });
        expect(lost.map(({ pointer }) => pointer)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('when known fields hold anything at all', () => {
  const paths = [...new Set(flatRules.flatMap(({ from }) => from).filter((path) => !path.includes('.')))];

  it('keeps every leaf or names it, and stays valid', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), json), { maxLength: 5 }), (extras) => {
        const text = JSON.stringify({ id: 'thing', ...Object.fromEntries(extras) });
        const result = importFlat([{ path: 'f', text }]);
        for (const { manifest } of result.manifests)
          expect([...checkValues(manifest), ...checkManifest(manifest).problems]).toEqual([]);
        expect(silentlyDropped(text, result)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it.each(importers)('%s never makes an invalid manifest of a spoiled source', (_name, run, base) => {
    const leaves = new SourceNode(base).leaves().map(({ pointer }) => pointer);
    fc.assert(
      fc.property(fc.constantFrom(...leaves), json, (pointer, junk) => {
        const copy = structuredClone(base) as Record<string, unknown>;
        const tokens = parsePointer(pointer);
        const last = tokens.pop() ?? '';
        const parent = tokens.reduce((current, key) => current[key] as Record<string, unknown>, copy);
        parent[last] = junk;
        for (const { manifest } of run([{ path: 'f', text: JSON.stringify(copy) }]).manifests) {
          expect([...checkValues(manifest), ...checkManifest(manifest).problems]).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
