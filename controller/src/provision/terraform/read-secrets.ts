import type { InstanceSecret } from '@souk/model/installation/instance.ts';
import type { ReadSecret } from '../../secrets/read-secret.ts';
import { DriverError } from '../driver.ts';
import { secretVariable } from './module/render-root.ts';

/** More does not fit into a variable of the environment. */
const LONGEST = 100_000;

/** Values of secrets, for one run of the CLI after the other. */
export interface HeldSecrets {
  /** By the names of variables of the environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly known: ReadonlySet<string>;
}

/**
 * Reads each secret. What is leased is refused, as a module would see another value at each look.
 *
 * @param secrets by the names of the module's variables
 * @throws {DriverError} `secret`
 */
export async function readSecrets(
  secrets: ReadonlyMap<string, InstanceSecret>,
  team: string,
  readSecret: ReadSecret,
): Promise<HeldSecrets> {
  const read = await Promise.all(
    [...secrets].map(async ([name, { reference }]) => {
      const result = await readSecret(reference, { team });
      if (!result.ok) throw new DriverError('secret', result.reason);
      const { value } = result;
      if (value.includes('\0') || value.length > LONGEST)
        throw new DriverError(
          'secret',
          `The value of ${reference} can't be handed to the module: expected a text without NUL, of ${LONGEST} characters at most.`,
        );
      return [`TF_VAR_${secretVariable(name)}`, value] as const;
    }),
  );
  return { variables: Object.fromEntries(read), known: new Set(read.map(([, value]) => value)) };
}
