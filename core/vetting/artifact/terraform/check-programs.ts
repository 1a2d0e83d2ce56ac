import { fieldsOf, itemsOf } from '../plain-value.ts';
import type { Remark } from '../remark.ts';
import { isData, type TerraformCheck } from './terraform-check.ts';
import { addressOf, type TerraformBlock } from './terraform-file.ts';

/** Programs that planning or applying would run. */
export const checkPrograms: TerraformCheck = (block) => {
  if (isData(block, 'external')) {
    return [
      {
        rule: 'terraform/external-data',
        message: `${addressOf(block)} runs a program while planning.`,
        help: 'Use a data source of a provider, or hand the value in as a variable.',
        place: block.placeOf([]),
        about: addressOf(block),
      },
    ];
  }
  return provisionersOf(block).map(
    (name, i): Remark => ({
      rule: 'terraform/provisioner',
      message: `${addressOf(block)} runs commands with ${name} when it is applied.`,
      help: 'Use a resource of a provider, user data of the machine, or a step of the pipeline.',
      place: block.placeOf(['provisioner', i]),
      about: `${addressOf(block)}.${name}`,
    }),
  );
};

/** The JSON language may list provisioners, as one object each. */
function provisionersOf({ body }: TerraformBlock): string[] {
  const value = body['provisioner'];
  const groups = Array.isArray(value) ? value : [value];
  return groups
    .flatMap((group: unknown) => Object.entries(fieldsOf(group)))
    .filter(([name]) => name === 'local-exec' || name === 'remote-exec')
    .flatMap(([name, blocks]) => (Array.isArray(blocks) ? itemsOf(blocks).map(() => name) : [name]));
}
