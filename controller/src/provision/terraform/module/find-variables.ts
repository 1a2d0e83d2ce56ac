import { createLocator } from '@souk/model/finding/locate.ts';
import { readTerraform } from '@souk/vetting/artifact/terraform/read-terraform.ts';
import { DriverError } from '../../driver.ts';

/**
 * Names of the variables that a module declares, by the files of its folder.
 * @throws {DriverError} `invalid`, with the places of what is no Terraform
 */
export async function findVariables(files: ReadonlyMap<string, Uint8Array>): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const [name, bytes] of files) {
    if (!/\.(tf|tofu)(\.json)?$/.test(name)) continue;
    const text = new TextDecoder().decode(bytes);
    const read = await readTerraform(name, text);
    if (!read.ok) {
      const locate = createLocator(name, text);
      const problems = read.remarks.map(({ message, place }) => {
        const { line, column } = locate(place);
        return `${name}:${line}:${column}: ${message}`;
      });
      throw new DriverError('invalid', `The module can't be read. ${problems.join('\n')}`);
    }
    for (const { kind, labels } of read.blocks)
      if (kind === 'variable' && labels[0] !== undefined) names.add(labels[0]);
  }
  return names;
}
