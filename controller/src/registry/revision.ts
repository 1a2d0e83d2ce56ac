/** Names a state of the registry, across databases that count from 1 again. */
export function formatRevision(epoch: string, revision: number): string {
  return `${epoch}.${revision}`;
}

/** How many changes it took to get to a state. */
export function revisionNumber(revision: string): number {
  return Number(revision.slice(revision.lastIndexOf('.') + 1));
}
