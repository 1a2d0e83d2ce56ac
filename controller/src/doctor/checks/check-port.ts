import { createServer } from 'node:net';
import type { Check, Diagnosis } from '../diagnosis.ts';
import { addressOf, isSouk } from './souk-at.ts';

const name = 'Port';

export const checkPort: Check = {
  name,
  look: async ({ config }) => {
    const { host, port } = config;
    if (port === 0) return [{ name, status: 'pass', found: 'any that is free' }];
    const problem = await tryToListen(host, port);
    if (problem === undefined) return [{ name, status: 'pass', found: `${port} on ${host} is free` }];
    if (problem === 'EADDRINUSE' && (await isSouk(addressOf(config))))
      return [{ name, status: 'pass', found: `${port} on ${host} is held by a Souk` }];
    return [explain(problem, host, port)];
  },
};

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });
}

function explain(problem: string, host: string, port: number): Diagnosis {
  const advice = 'Choose another with SOUK_PORT, or end what holds it.';
  switch (problem) {
    case 'EADDRINUSE':
      return { name, status: 'fail', found: `${port} on ${host} is held by another program`, advice };
    case 'EACCES':
      return {
        name,
        status: 'fail',
        found: `${port} on ${host} needs rights that this user has not`,
        advice,
      };
    case 'EADDRNOTAVAIL':
      return {
        name,
        status: 'fail',
        found: `${host} is no address of this machine`,
        advice: 'Set SOUK_HOST to one that is, or to 0.0.0.0 for all.',
      };
  }
  return { name, status: 'fail', found: `${port} on ${host}: ${problem}`, advice };
}
