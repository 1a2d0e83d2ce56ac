import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findSecrets } from '../secret/find-secrets.ts';
import { readText } from '../secret/read-text.ts';
import { harmlessSamples } from './secret/harmless-samples.ts';
import { secretSettings } from './secret/sample-settings.ts';
import { secretSamples } from './secret/secret-samples.ts';

interface ConformanceResult {
  readonly name: string;
  readonly total: number;
  readonly passed: number;
  readonly failures: string[];
  readonly skipped?: string;
}

const settings = secretSettings();

/** Recall and precision over the samples, and false alarms in real definitions of connectors, which hold no secret. */
export async function secretConformance(dataDir: string): Promise<ConformanceResult[]> {
  const missed: string[] = [];
  for (const { title, file, text, rule } of secretSamples) {
    const matches = await findSecrets({ name: file, text }, settings);
    if (!matches.some((match) => match.rule === rule)) missed.push(title);
  }
  const alarms: string[] = [];
  for (const { file, text } of harmlessSamples) {
    if ((await findSecrets({ name: file, text }, settings)).length > 0)
      alarms.push(`${file}: ${text.slice(0, 80)}`);
  }
  const found = secretSamples.length - missed.length;
  return [
    result(`Secrets: recall ${percent(found, secretSamples.length)}`, secretSamples.length, missed),
    result(`Secrets: precision ${percent(found, found + alarms.length)}`, harmlessSamples.length, alarms),
    await searchConnectors(join(dataDir, 'mcp-registry')),
  ];
}

async function searchConnectors(dir: string): Promise<ConformanceResult> {
  const name = 'Secrets: no alarm in real definitions of connectors';
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return { ...result(name, 0, []), skipped: 'mcp-registry is not there' };
  const alarms: string[] = [];
  const files = entries.filter((entry) => entry.isFile());
  for (const file of files) {
    const text = readText(await readFile(join(file.parentPath, file.name)));
    if (text !== undefined && (await findSecrets({ name: file.name, text }, settings)).length > 0) {
      alarms.push(join(file.parentPath, file.name));
    }
  }
  return result(name, files.length, alarms);
}

function result(name: string, total: number, failures: string[]): ConformanceResult {
  return { name, total, passed: total - failures.length, failures };
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)}%`;
}
