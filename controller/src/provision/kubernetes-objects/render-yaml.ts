import { stringify } from 'yaml';

/**
 * Objects as a file of YAML, one document each. It means the same to parsers of YAML 1.1, as Kubernetes has them, and of
 * 1.2; long texts are not folded and nothing is an alias, so that a change of a value is a change of its line.
 */
export function renderYaml(objects: readonly object[]): string {
  return objects
    .map((object) => stringify(object, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
}
