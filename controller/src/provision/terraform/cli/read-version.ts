import { DriverError } from '../../driver.ts';
import type { Cli } from './open-cli.ts';

export interface CliVersion {
  readonly isOpenTofu: boolean;
  /** Such as `OpenTofu v1.11.0`. */
  readonly text: string;
}

/** @throws {DriverError} `unreachable` */
export async function readVersion(cli: Cli, work: string, signal: AbortSignal): Promise<CliVersion> {
  const { stdout } = await cli.run({ args: ['version'], work, onSpawn: async () => {} }, signal);
  const [text, product] = /^(OpenTofu|Terraform) v\S+/.exec(stdout) ?? [];
  if (text === undefined)
    throw new DriverError('unreachable', `${cli.command} does not say which version it is.`);
  return { isOpenTofu: product === 'OpenTofu', text };
}
