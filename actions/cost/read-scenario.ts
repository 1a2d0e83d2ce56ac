import { stat } from 'node:fs/promises';
import { type CostScenario, parseScenario, parseShortScenario } from '@souk/model/cost/cost-scenario.ts';
import { onKey, onValue, type Problem } from '@souk/model/finding/draft-finding.ts';
import { createLocator } from '@souk/model/finding/locate.ts';
import { checkValues } from '@souk/model/manifest/check-values.ts';
import { decodeText } from '@souk/model/manifest/decode-text.ts';
import { explainRefusal } from '@souk/model/manifest/explain-refusal.ts';
import { manifestLimits } from '@souk/model/manifest/limits.ts';
import { readYaml } from '@souk/model/manifest/read-yaml.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import { CostError } from './cost-error.ts';
import { readWholeFile } from './read-whole-file.ts';

/**
 * A scenario from its short form, or from a file in YAML or JSON.
 *
 * @param path of the file that the text may name
 * @throws {CostError} `usage`
 */
export async function readScenario(
  text: string,
  path: string,
  metrics: readonly string[],
): Promise<CostScenario> {
  const isFile = !text.includes('=') || (await stat(path).catch(() => undefined))?.isFile() === true;
  if (isFile) return readScenarioFile(path, text);
  const parsed = parseShortScenario(text, metrics);
  if (parsed.ok) return parsed.scenario;
  throw new CostError(
    'usage',
    `--scenario: ${parsed.problems.map(({ detail }) => plainText(detail)).join('\n')}`,
  );
}

async function readScenarioFile(path: string, shown: string): Promise<CostScenario> {
  const decoded = decodeText(await readWholeFile(path, '--scenario', manifestLimits.bytes));
  if (!decoded.ok) throw refuse([decoded.problem], '', shown);
  const yaml = readYaml(decoded.text);
  if (!yaml.ok) throw refuse(explainRefusal(yaml.refusal), decoded.text, shown);
  const deceptive = checkValues(yaml.value);
  if (deceptive.length > 0) throw refuse(deceptive, decoded.text, shown);
  const parsed = parseScenario(yaml.value);
  if (parsed.ok) return parsed.scenario;
  const problems = parsed.problems.map(({ at, isName, detail }) => ({
    ...{ message: detail, help: '' },
    place: isName ? onKey(at) : onValue(at),
  }));
  throw refuse(problems, decoded.text, shown);
}

function refuse(
  problems: readonly Pick<Problem, 'message' | 'help' | 'place'>[],
  text: string,
  shown: string,
): CostError {
  const locate = createLocator(shown, text);
  const lines = problems.map(({ message, help, place }) => {
    const { line, column } = locate(place);
    const advice = help === '' ? '' : ` ${plainText(help)}`;
    return `${plainText(shown)}:${line}:${column}  ${plainText(message)}${advice}`;
  });
  return new CostError('usage', `--scenario: ${lines.join('\n')}`);
}
