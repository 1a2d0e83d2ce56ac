import type { PolicyRule } from '../policy/policy-rule.ts';
import type { WaiverSettings } from '../waiver/waiver-settings.ts';

/** The rules of one bundle, with what decides how they judge. */
export interface RuleSet {
  readonly rules: readonly PolicyRule[];
  /** What rules read as `data.config`. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly waivers: WaiverSettings;
  /** Digest of each source by its path within the policies folder. */
  readonly sources: Readonly<Record<string, string>>;
  /** Text of sources, as far as it is known to be what the bundle was built from. */
  readonly texts: ReadonlyMap<string, string>;
  /** Digest of the compiled rules. */
  readonly wasm: string;
}
