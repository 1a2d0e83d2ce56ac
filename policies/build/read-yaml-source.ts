import { createLocator } from '@souk/model/finding/locate.ts';
import { explainRefusal } from '@souk/model/manifest/explain-refusal.ts';
import { readYaml } from '@souk/model/manifest/read-yaml.ts';
import type { BuildProblem } from './build-error.ts';

/** The value of a YAML file, or why it has none. */
export function readYamlSource(
  path: string,
  text: string,
): { readonly value: unknown } | { readonly problem: BuildProblem } {
  const yaml = readYaml(text);
  if (yaml.ok) return { value: yaml.value };
  const [first] = explainRefusal(yaml.refusal);
  const place = first === undefined ? { line: 1, column: 1 } : createLocator(path, text)(first.place);
  const message = first?.message ?? 'It is no YAML.';
  return { problem: { path, line: place.line, column: place.column, message } };
}

/** A problem at a JSON pointer of a YAML file. */
export function locateProblem(path: string, text: string, pointer: string, message: string): BuildProblem {
  const { line, column } = createLocator(path, text)({ pointer, on: 'key' });
  return { path, line, column, message };
}
