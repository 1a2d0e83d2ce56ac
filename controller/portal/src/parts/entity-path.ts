export function entityPath(kind: string, id: string): string {
  return `/entities/${encodeURIComponent(kind)}/${encodeURIComponent(id).replace('%3A', ':')}`;
}
