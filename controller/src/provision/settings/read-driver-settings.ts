import { readFile } from 'node:fs/promises';
import { createLocator } from '@souk/model/finding/locate.ts';
import { explainRefusal } from '@souk/model/manifest/explain-refusal.ts';
import { readYaml } from '@souk/model/manifest/read-yaml.ts';
import { Value } from 'typebox/value';
import { parseTerraformSettings } from '../terraform/parse-terraform-settings.ts';
import { type DriverSettings, DriverSettingsSchema } from './driver-settings.ts';

/** The file of drivers can not be used. `message` says where and why, and is fit to be shown. */
export class DriverSettingsError extends Error {
  override readonly name = 'DriverSettingsError';
}

const MOST_PROBLEMS = 3;

/** @throws {DriverSettingsError} */
export async function readDriverSettings(path: string): Promise<DriverSettings> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new DriverSettingsError(`SOUK_DRIVERS names ${path}, which can't be read (${code}).`, { cause });
  }
  return parseDriverSettings(text, path);
}

/** @throws {DriverSettingsError} */
export function parseDriverSettings(text: string, path: string): DriverSettings {
  const locate = createLocator(path, text);
  const refuse = (problems: readonly string[]): never => {
    throw new DriverSettingsError(`SOUK_DRIVERS: ${problems.slice(0, MOST_PROBLEMS).join(' ')}`);
  };
  const yaml = readYaml(text);
  if (!yaml.ok)
    return refuse(
      explainRefusal(yaml.refusal).map(({ place, message }) => {
        const { line, column } = locate(place);
        return `${path}:${line}:${column}: ${message}`;
      }),
    );
  if (Value.Check(DriverSettingsSchema, yaml.value)) {
    const { terraform } = yaml.value;
    try {
      if (terraform !== undefined) parseTerraformSettings(terraform);
    } catch (error) {
      const { line, column } = locate({ pointer: '/terraform', on: 'key' });
      return refuse([`${path}:${line}:${column}: ${error instanceof Error ? error.message : error}`]);
    }
    return yaml.value;
  }
  const problems = Value.Errors(DriverSettingsSchema, yaml.value).map(({ instancePath, message }) => {
    const { line, column } = locate({ pointer: instancePath, on: 'key' });
    return `${path}:${line}:${column}: ${instancePath === '' ? 'The file' : instancePath.slice(1)} ${message}.`;
  });
  return refuse([...new Set(problems)]);
}
