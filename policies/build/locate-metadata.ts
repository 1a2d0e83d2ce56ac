import type { BuildProblem } from './build-error.ts';
import { locateProblem } from './read-yaml-source.ts';

/** A problem at a JSON pointer of the `# METADATA` of a Rego file, which is YAML in comments. */
export function locateMetadata(path: string, text: string, pointer: string, message: string): BuildProblem {
  const lines = text.split('\n');
  const heading = lines.findIndex((line) => /^#\s*METADATA\s*$/.test(line));
  const rest = lines.slice(heading + 1);
  const length = rest.findIndex((line) => !line.startsWith('#'));
  const block = rest.slice(0, length === -1 ? rest.length : length);
  const yaml = block.map((line) => line.slice(1)).join('\n');
  const { line, column } = locateProblem(path, yaml, pointer, message);
  return { path, line: heading + 1 + line, column: column + 1, message };
}
