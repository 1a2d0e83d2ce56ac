import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copyTree } from './defences/copy-tree.ts';
import { explainProof } from './defences/explain-proof.ts';
import { type Proof, proveDefence } from './defences/prove-defence.ts';
import { renderProof, renderProofs } from './defences/render-proofs.ts';
import { runProvingTests } from './defences/run-proving-tests.ts';
import { threats } from './defences/threats.ts';

/**
 * Takes each defence of the gate out of a copy of this tree, and expects the tests that are named for it to fail.
 * Usage: node scripts/mutate-defences.ts [--only <name>]...
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const known = threats.flatMap(({ defences }) => defences);
const unknown = values.only?.filter((name) => known.every((defence) => defence.name !== name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `No defence is called ${unknown.join(', ')}. There are: ${known.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const chosen = known.filter(({ name }) => values.only?.includes(name) ?? true);

using copy = copyTree(root);
console.error(`With every defence in place, the tests of ${chosen.length} have to pass …`);
const broken = runProvingTests(
  copy.root,
  chosen.flatMap(({ tests }) => tests),
).filter(({ standing }) => standing !== 'passed');
if (broken.length > 0) {
  const lines = broken.map(({ file, title, standing }) => `${standing}: ${file}: ${title}`);
  console.error([...new Set(lines)].join('\n'));
  console.error(
    'Nothing is proved by tests that do not pass with the defences in place. Scenarios need npm run setup:github-api.',
  );
  process.exitCode = 1;
} else {
  process.exitCode = proveAll().every(({ outcome }) => outcome === 'caught') ? 0 : 1;
}

function proveAll(): Proof[] {
  const proofs = chosen.map((defence, i) => {
    const proof = proveDefence(copy.root, defence);
    console.error(`${String(i + 1).padStart(3)}/${chosen.length}${renderProof(proof)}`);
    for (const line of explainProof(proof)) console.error(`    ${line}`);
    return proof;
  });
  console.log(`\n${renderProofs(threats, proofs)}`);
  return proofs;
}
