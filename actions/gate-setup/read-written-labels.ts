import { readFile } from 'node:fs/promises';
import type { LabelDefinition } from '@souk/github/sync-labels.ts';
import { parse } from 'yaml';
import { SetupError } from './setup-error.ts';

/** The labels that a file lists. @throws {SetupError} */
export async function readWrittenLabels(file: string): Promise<readonly LabelDefinition[]> {
  try {
    return parseLabels(await readFile(file, 'utf8'));
  } catch (error) {
    throw new SetupError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseLabels(text: string): readonly LabelDefinition[] {
  const labels: unknown = parse(text, { maxAliasCount: 0 });
  if (Array.isArray(labels) && labels.every(isLabel)) return labels;
  throw new Error(
    'expected a list of labels, each with name, color (six hexadecimal digits) and description.',
  );
}

function isLabel(value: unknown): value is LabelDefinition {
  if (typeof value !== 'object' || value === null) return false;
  const { name, color, description }: Partial<Record<keyof LabelDefinition, unknown>> = value;
  return (
    typeof name === 'string' &&
    typeof color === 'string' &&
    /^[0-9a-f]{6}$/i.test(color) &&
    typeof description === 'string' &&
    description.length <= 100
  );
}
