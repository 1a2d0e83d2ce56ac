import type { Change } from '../change/change.ts';
import { isEntryKind } from '../manifest/manifest.ts';
import type { Risk } from '../risk/assess-risk.ts';

export interface RequiredApproval {
  /** Reviewer role, as marketplace.yaml names it. */
  readonly role: string;
  readonly count: number;
  readonly reason: string;
}

export interface Approvals {
  readonly required: readonly RequiredApproval[];
  /** True when a green check is enough. */
  readonly autoApprovable: boolean;
}

/** Who must approve a change of this risk. */
export function requireApprovals(changes: readonly Change[], risk: Risk): Approvals {
  const settings = changes.some(
    ({ key }) => !isEntryKind(key.kind) && key.kind !== 'Installation' && key.kind !== 'Collection',
  );
  const platform: RequiredApproval[] = settings
    ? [{ role: 'platform', count: 1, reason: 'The change touches what others rely on.' }]
    : [];
  const byTier: RequiredApproval[] =
    risk.tier === 'low'
      ? []
      : [
          { role: 'security', count: 1, reason: `The risk is ${risk.tier}.` },
          { role: 'product', count: 1, reason: `The risk is ${risk.tier}.` },
          ...(risk.tier === 'high'
            ? [
                { role: 'privacy', count: 1, reason: 'The risk is high.' },
                { role: 'legal', count: 1, reason: 'The risk is high.' },
              ]
            : []),
        ];
  const required = [...platform, ...byTier];
  return { required, autoApprovable: required.length === 0 };
}
