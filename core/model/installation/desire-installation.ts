import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../audit/canonical-json.ts';
import { grantsOfEntry } from '../change/permission-diff.ts';
import { type EntityKey, type Entry, type Installation, stageOf } from '../manifest/manifest.ts';
import type { DesiredInstallation } from './desired-installation.ts';
import { versionsInRange } from './versions-in-range.ts';

export interface InstallationFacts {
  readonly installation: Installation;
  readonly app: EntityKey;
  /** As the catalog has it now; undefined when it is gone from it. */
  readonly entry: Entry | undefined;
  /** Versions that may run: those that were accepted, and the one that does. */
  readonly versions: readonly Entry[];
  /** Whether a deadline of its own has passed by which it stands still. */
  readonly stopped: boolean;
}

/** What the catalog wants of an installation. */
export function desireInstallation(facts: InstallationFacts): DesiredInstallation {
  const { installation, app, entry, versions, stopped } = facts;
  const offered = versionsInRange(installation.version, versions).map((one) => ({
    version: one.version,
    grants: grantNames(one),
  }));
  const agreed = versions.find(({ version }) => version === installation.consent);
  return {
    app,
    versions: offered,
    // A consent to a version that nobody knows is a consent to nothing.
    consent: installation.consent === undefined ? undefined : agreed === undefined ? [] : grantNames(agreed),
    settings: fingerprint(installation),
    suspended: stopped || (installation.suspended ?? false),
    barred: barredBy(installation, entry),
  };
}

/** Such as `scope crm:leads:read`. */
function grantNames(entry: Entry): string[] {
  return grantsOfEntry(entry).map(({ what, name }) => `${what} ${name}`);
}

/** Of all that reaches an instance from its own file, but whether it stands still. */
function fingerprint({ team, environment, config, secrets, costCenter }: Installation): string {
  const text = canonicalJson({
    ...{ team, environment, config: config ?? {}, secrets: secrets ?? {}, costCenter: costCenter ?? null },
  });
  return bytesToHex(sha256(utf8ToBytes(text)));
}

function barredBy({ app }: Installation, entry: Entry | undefined): string | undefined {
  if (entry === undefined) return `${app} is not in the catalog.`;
  const stage = stageOf(entry);
  if (stage === 'deprecated') {
    const { replacement } = entry.lifecycle?.deprecation ?? {};
    return `${app} is deprecated, so nobody new begins to use it.${replacement === undefined ? '' : ` Install ${replacement} in its place.`}`;
  }
  return stage === 'retired' ? `${app} is retired.` : undefined;
}
