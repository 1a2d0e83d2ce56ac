import { enableCompileCache } from 'node:module';

// What was compiled once starts in half the time, so everything else is loaded after this.
enableCompileCache();
await import('./controller-process.ts');
