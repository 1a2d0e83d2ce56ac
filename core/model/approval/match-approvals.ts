/** Items that one approver could count for, by their index. */
export interface Approver {
  readonly eligible: readonly number[];
}

/**
 * Gives each approver at most one item so that as many items as possible are filled: a maximum bipartite matching by
 * augmenting paths. The same input always gives the same assignment; earlier approvers are never dropped for later
 * ones.
 *
 * @param counts how many approvers each item takes
 * @returns the item of each approver, undefined when it is not needed
 */
export function matchApprovals(
  approvers: readonly Approver[],
  counts: readonly number[],
): (number | undefined)[] {
  const itemOf: (number | undefined)[] = approvers.map(() => undefined);

  const place = (approver: number, seen: Set<number>): boolean => {
    for (const item of approvers[approver]?.eligible ?? []) {
      if (seen.has(item)) continue;
      seen.add(item);
      const holding = itemOf.flatMap((held, i) => (held === item ? [i] : []));
      const hasRoom = holding.length < (counts[item] ?? 0);
      if (hasRoom || holding.some((other) => place(other, seen))) {
        itemOf[approver] = item;
        return true;
      }
    }
    return false;
  };

  for (const approver of approvers.keys()) place(approver, new Set());
  return itemOf;
}

/**
 * The items an approval for which would help to fill `item`: itself, and those whose approver could then move on to
 * it.
 */
export function itemsThatHelp(
  item: number,
  approvers: readonly Approver[],
  itemOf: readonly (number | undefined)[],
): ReadonlySet<number> {
  const helping = new Set([item]);
  for (const target of helping) {
    for (const [i, { eligible }] of approvers.entries()) {
      const held = itemOf[i];
      if (held !== undefined && eligible.includes(target)) helping.add(held);
    }
  }
  return helping;
}
