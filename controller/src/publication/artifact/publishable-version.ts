import type { Finding } from '@souk/model/finding/finding.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { SecurityScore } from '@souk/model/vetting/security-score.ts';
import type { Verdict } from '../../store/standing-tables.ts';

/** A version of an app or connector as it was accepted. */
export interface PublishableVersion {
  readonly kind: Entry['kind'];
  readonly id: string;
  readonly version: string;
  /** SHA-256 of the file. */
  readonly digest: string;
  readonly commit: string | undefined;
  /** Of the file, in that commit. */
  readonly path: string | undefined;
  readonly manifest: Entry;
  readonly verdict: Verdict | undefined;
  readonly findings: readonly Finding[];
  readonly risk: string | undefined;
  readonly score: SecurityScore | undefined;
}
