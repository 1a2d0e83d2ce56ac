import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { startLean } from './start-lean.ts';

startLean();
// What was compiled once starts in half the time, so everything else is loaded after this. It is kept in a folder of
// ours: in one that all users share, somebody else could have put it.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/souk'));
await import('./controller-process.ts');
