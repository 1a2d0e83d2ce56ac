import { DriverError } from '../driver.ts';

/** A second try for those that begin slowly: a minute in all. */
const START = { periodSeconds: 2, failureThreshold: 30 };

/**
 * How a container is asked whether it is healthy, after `runtime.healthCheck`: a path is asked for, anything else is a
 * command that is run in the container. Without one nobody asks.
 *
 * @throws {DriverError} `invalid` for a command that needs a shell
 */
export function renderProbes(healthCheck: string | undefined): Readonly<Record<string, unknown>> {
  if (healthCheck === undefined) return {};
  const question = healthCheck.startsWith('/') ? questionByPath(healthCheck) : questionByCommand(healthCheck);
  const often = { periodSeconds: 10, timeoutSeconds: 5 };
  return {
    startupProbe: { ...question, ...START, timeoutSeconds: 5 },
    readinessProbe: { ...question, ...often, failureThreshold: 3 },
    livenessProbe: { ...question, ...often, failureThreshold: 6 },
  };
}

function questionByPath(path: string): unknown & object {
  if (/^\/[!-~]*$/.test(path)) return { httpGet: { path, port: 'http', scheme: 'HTTP' } };
  throw new DriverError(
    'invalid',
    `runtime.healthCheck: expected a path in ASCII without spaces; got ${JSON.stringify(path)}.`,
  );
}

function questionByCommand(command: string): unknown & object {
  const words = command.split(' ').filter((word) => word !== '');
  if (words.length > 0 && words.every((word) => /^[A-Za-z0-9_@%+=:,./-]+$/.test(word)))
    return { exec: { command: words } };
  throw new DriverError(
    'invalid',
    `runtime.healthCheck: expected a path, or a command of plain words, as no shell reads it; got ${JSON.stringify(command)}.`,
  );
}
