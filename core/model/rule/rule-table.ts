import type { Level } from '../finding/finding.ts';

/** A rule that the checks themselves enforce, beside those that admins write as policy. */
export interface BuiltInRule {
  readonly level: Level;
  readonly title: string;
  /** Why the rule exists, for its page in the docs. */
  readonly why: string;
}

export const deny = (title: string, why: string): BuiltInRule => ({ level: 'deny', title, why });
export const warn = (title: string, why: string): BuiltInRule => ({ level: 'warn', title, why });
export const notice = (title: string, why: string): BuiltInRule => ({ level: 'notice', title, why });
export const fault = (title: string, why: string): BuiltInRule => ({ level: 'error', title, why });
