import type { Instance } from '@souk/model/installation/instance.ts';
import { DriverError } from '../../driver.ts';
import type { TerraformSettings } from '../terraform-settings.ts';

/** By the type of the backend, its arguments. */
export type BackendBlock = Readonly<Record<string, Readonly<Record<string, string>>>>;

type Owner = Pick<Instance, 'id' | 'team' | 'environment'>;

/** Where the state of an installation is. @throws {DriverError} `invalid` for names that can be no part of an address */
export function renderBackend({ type, config }: TerraformSettings['backend'], owner: Owner): BackendBlock {
  const { id, team, environment } = owner;
  const parts = { '{installation}': id, '{team}': team, '{environment}': environment };
  const filled = Object.entries(config).map(([name, text]) => [
    name,
    Object.entries(parts).reduce(
      (known, [placeholder, part]) =>
        known.includes(placeholder) ? known.replaceAll(placeholder, () => checkPart(part)) : known,
      text,
    ),
  ]);
  return { [type]: Object.fromEntries(filled) };
}

/** Whether the id of an installation is enough to find its state. */
export function isFoundById({ config }: TerraformSettings['backend']): boolean {
  return !Object.values(config).some((text) => /\{(team|environment)\}/.test(text));
}

function checkPart(part: string): string {
  if (/^[A-Za-z0-9][\w.-]*$/.test(part)) return part;
  throw new DriverError(
    'invalid',
    `${JSON.stringify(part)} can't be part of the address of a state: expected letters, digits, hyphens, dots and underscores.`,
  );
}
