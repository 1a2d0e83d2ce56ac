import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The runtime for this machine; undefined where there is none for its kind. */
export function findWorkerd(): string | undefined {
  const fromHere = createRequire(import.meta.url);
  const arch = process.arch === 'x64' ? '64' : process.arch;
  try {
    const fromWorkerd = createRequire(fromHere.resolve('workerd'));
    const manifest = fromWorkerd.resolve(`@cloudflare/workerd-${process.platform}-${arch}/package.json`);
    return join(dirname(manifest), 'bin/workerd');
  } catch {
    return undefined;
  }
}
