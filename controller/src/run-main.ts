import { parseArgs } from 'node:util';
import { GitError } from '@souk/git/git-error.ts';
import { AuditKeyError } from './audit/audit-key.ts';
import { PaymentSettingsError } from './billing/payment/read-payment-settings.ts';
import { type Config, parseConfig } from './config/config.ts';
import { DataFolderError } from './data-folder/data-folder-error.ts';
import { IdentityError } from './identity/identity-error.ts';
import { DriverSettingsError } from './provision/settings/read-driver-settings.ts';
import { renderDoubles, renderReady } from './render-ready.ts';
import { SourceError } from './source/source-error.ts';
import type { ControllerPorts } from './start/controller-ports.ts';
import { startController } from './start-controller.ts';
import { StoreError } from './store/store-error.ts';

export interface MainInputs {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly write: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Resolves when somebody wants the controller to end. */
  readonly stopRequested: Promise<unknown>;
  readonly portsFor: (config: Config) => ControllerPorts;
}

/** The same numbers as every command of Souk: 2 is a mistake of the caller, 3 a fault of the system. */
const exitCodes = { stopped: 0, usage: 2, fault: 3 } as const;

/** Runs a controller from start to stop; returns the exit code. */
export async function runMain(inputs: MainInputs): Promise<number> {
  const { env, cwd, write, complain, stopRequested, portsFor } = inputs;
  const args = readArgs(inputs.args);
  if (!args.ok) {
    complain(args.problem);
    return exitCodes.usage;
  }
  const parsed = parseConfig({ env, cwd, worktree: args.worktree });
  if (!parsed.ok) {
    for (const problem of parsed.problems) complain(problem);
    return exitCodes.usage;
  }
  try {
    const controller = await startController(parsed.config, portsFor(parsed.config));
    await Promise.race([
      controller.firstSync.then(async () => {
        write(renderReady(controller));
        for (const line of renderDoubles(await controller.doubles)) write(line);
      }),
      controller.lost,
      stopRequested,
    ]);
    const lost = await Promise.race([controller.lost, stopRequested.then(() => undefined)]);
    if (lost === undefined) {
      await controller.stop();
      return exitCodes.stopped;
    }
    complain(`${lost.message} Start Souk again.`);
    await controller.stop().catch(() => undefined);
    return exitCodes.fault;
  } catch (error) {
    complain(explain(error, parsed.config));
    return error instanceof SourceError && error.code === 'missing' ? exitCodes.usage : exitCodes.fault;
  }
}

type Args =
  | { readonly ok: true; readonly worktree: boolean }
  | { readonly ok: false; readonly problem: string };

function readArgs(args: readonly string[]): Args {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { worktree: { type: 'boolean', default: false } },
    });
    return { ok: true, worktree: values.worktree };
  } catch (error) {
    const problem = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return { ok: false, problem: `${problem} The only option is --worktree.` };
  }
}

/** One line for a start that failed. */
function explain(error: unknown, { host, port, local }: Config): string {
  if (isSystemError(error) && error.code === 'EADDRINUSE') {
    return `Port ${portOf(error) ?? port} on ${host} is taken; choose another with ${portOf(error) === local?.port ? 'SOUK_APPS_PORT' : 'SOUK_PORT'}, or SOUK_PORT=0 for any that is free.`;
  }
  if (isSystemError(error) && error.code === 'EACCES')
    return `Listening on port ${port} of ${host} is not allowed.`;
  if (error instanceof SourceError) return `SOUK_REPO: ${error.message}`;
  const known = [
    AuditKeyError,
    DataFolderError,
    DriverSettingsError,
    PaymentSettingsError,
    GitError,
    IdentityError,
    StoreError,
  ].some((kind) => error instanceof kind);
  const words = error instanceof Error ? error.message : String(error);
  return (known ? words : `Souk could not start: ${words}`).replaceAll(/\s*\n\s*/g, ' ');
}

function portOf(error: NodeJS.ErrnoException): number | undefined {
  return 'port' in error && typeof error.port === 'number' ? error.port : undefined;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
