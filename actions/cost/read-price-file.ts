import type { Problem } from '@souk/model/finding/draft-finding.ts';
import { createLocator } from '@souk/model/finding/locate.ts';
import { decodeText } from '@souk/model/manifest/decode-text.ts';
import { explainRefusal } from '@souk/model/manifest/explain-refusal.ts';
import { manifestLimits } from '@souk/model/manifest/limits.ts';
import type { PriceBook } from '@souk/model/manifest/manifest.ts';
import { checkManifest, readManifestText } from '@souk/model/manifest/parse-manifest.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import { CostError } from './cost-error.ts';
import { readWholeFile } from './read-whole-file.ts';

/**
 * The price book that a file holds.
 *
 * @param shown the path as it was given
 * @throws {CostError} `usage` when it cannot be read, `blocked` with file, line and column when it is no price book
 */
export async function readPriceFile(path: string, shown: string): Promise<PriceBook> {
  const decoded = decodeText(await readWholeFile(path, '--prices', manifestLimits.bytes));
  if (!decoded.ok) throw refuse([decoded.problem], '', shown);
  const { value, problems: own, refusal } = readManifestText(decoded.text);
  const found = refusal === undefined ? own : explainRefusal(refusal);
  if (found.length > 0) throw refuse(found, decoded.text, shown);
  const { manifest, problems } = checkManifest(value);
  if (manifest === undefined) throw refuse(problems, decoded.text, shown);
  if (manifest.kind !== 'PriceBook')
    throw new CostError(
      'blocked',
      `${plainText(shown)}:1:1  Expected a PriceBook; found ${manifest.kind} ${manifest.id}. Copy catalog/prices.yaml and change its prices.`,
    );
  return manifest;
}

function refuse(problems: readonly Problem[], text: string, shown: string): CostError {
  const locate = createLocator(shown, text);
  const lines = problems.map(({ place, message, help }) => {
    const { line, column } = locate(place);
    return `${plainText(shown)}:${line}:${column}  ${plainText(message)}\n  → ${plainText(help)}`;
  });
  const count = lines.length === 1 ? '1 problem' : `${lines.length} problems`;
  return new CostError('blocked', `--prices is no price book: ${count}.\n${lines.join('\n')}`);
}
