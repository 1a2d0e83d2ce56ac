/**
 * The program that `bench policy` measures. Plain JavaScript like the start of `souk`, so that Node need not translate
 * anything before it looks at what it translated the last time.
 *
 * Usage: node judge.js CACHE POLICIES INPUTS [--warm]
 */
import module from 'node:module';
import process from 'node:process';

const [cache, ...args] = process.argv.slice(2);
module.enableCompileCache(cache);
const { judgeInputs } = await import('./judge-inputs.ts');
process.stdout.write(JSON.stringify(await judgeInputs(args)));
