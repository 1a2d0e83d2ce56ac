import type { RequiredApproval } from './approvals.ts';

/** Each role once: with the highest count, and every reason. In the order of their ids. */
export function combineDemands(demands: readonly RequiredApproval[]): RequiredApproval[] {
  return [...Map.groupBy(demands, ({ role }) => role)]
    .map(([role, same]) => ({
      role,
      count: Math.max(...same.map(({ count }) => count)),
      reason: [...new Set(same.map(({ reason }) => reason))].join(' '),
    }))
    .toSorted((a, b) => (a.role < b.role ? -1 : 1));
}
