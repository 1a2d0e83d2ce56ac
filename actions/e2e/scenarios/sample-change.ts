import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A file of the sample marketplace, as it is. */
export function sampleText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** A file of the sample marketplace with one text replaced, which it has to have. */
export function edited(path: string, from: string | RegExp, to: string): Readonly<Record<string, string>> {
  const before = sampleText(path);
  const after = before.replace(from, () => to);
  if (after === before) throw new Error(`${path} has no ${String(from)}.`);
  return { [path]: after };
}

/** A change of low risk to what sales-platform owns (nadia-rahman, oliver-brandt, beatriz-costa, sven-eriksson). */
export const lowRisk = (summary = 'Leads and quotes for a sales office.'): Readonly<Record<string, string>> =>
  edited('catalog/collections/sales-starter.yaml', /^summary: .*$/m, `summary: ${summary}`);

/**
 * A change of medium risk to what data-platform owns (wei-chen, elena-popescu, arjun-mehta). It needs one of product
 * (daniel-osei, monika-havel; marta-kowalczyk beside the team) and one of security (vera-lindholm, omar-farouk; delegate
 * hanna-virtanen).
 */
export const mediumRisk = (summary = 'How carriers did last week.'): Readonly<Record<string, string>> =>
  edited('catalog/apps/carrier-scorecard/manifest.yaml', /^summary: .*$/m, `summary: ${summary}`);
