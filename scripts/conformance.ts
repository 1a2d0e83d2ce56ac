import { existsSync } from 'node:fs';
import { sbomConformance } from '@souk/vetting/conformance/sbom-conformance.ts';
import { secretConformance } from '@souk/vetting/conformance/secret-conformance.ts';
import { signatureConformance } from '@souk/vetting/conformance/signature-conformance.ts';
import { vulnerabilityConformance } from '@souk/vetting/conformance/vulnerability-conformance.ts';

/** Most failures that are listed one by one. */
const MOST_SHOWN = 20;

/** Share of the cases that must pass: a few strings are no versions at all, and tools differ on them. */
const shareNeeded = (name: string): number => (name.startsWith('version order') ? 0.999 : 1);

/** Holds the readers and evaluators of vetting against the official examples of other projects. */
const [dir] = process.argv.slice(2);
if (dir === undefined) {
  console.error(
    'Usage: npm run conformance -- DIR\n\nDIR holds cyclonedx/, spdx/, osv/, version-order/ and sigstore-bundles/.',
  );
  process.exitCode = 2;
} else if (existsSync(dir)) await runAll(dir);
else console.log(`Skipped: there is no folder ${dir}.`);

async function runAll(folder: string): Promise<void> {
  for (const run of [sbomConformance, vulnerabilityConformance, signatureConformance, secretConformance]) {
    for (const { name, total, passed, failures, skipped } of await run(folder)) {
      if (skipped !== undefined) {
        console.log(`–  ${name}: ${skipped}`);
        continue;
      }
      const share = total === 0 ? 0 : passed / total;
      if (share < shareNeeded(name)) process.exitCode = 1;
      console.log(
        `${passed === total ? '✔' : '✖'}  ${name}: ${passed} of ${total} (${(100 * share).toFixed(2)} %)`,
      );
      for (const failure of failures.slice(0, MOST_SHOWN)) console.log(`     ${failure}`);
      if (failures.length > MOST_SHOWN) console.log(`     … and ${failures.length - MOST_SHOWN} more`);
    }
  }
}
