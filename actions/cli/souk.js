#!/usr/bin/env node
// Plain JavaScript, so that any Node can read it and say which one is needed.
import module from 'node:module';
import process from 'node:process';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `souk needs Node 24 or later; this is ${process.version}. Run it through npm, which brings its own: npx souk ${process.argv.slice(2).join(' ')}\n`,
  );
  process.exitCode = 3;
} else {
  module.enableCompileCache();
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2), process);
}
