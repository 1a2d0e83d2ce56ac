/** The main navigation: places are searches that people start from. */
export const places = [
  { label: 'Catalog', href: '/', kinds: ['App', 'Connector'] },
  { label: 'Collections', href: '/?kind=Collection', kinds: ['Collection'] },
  { label: 'Teams', href: '/?kind=Team', kinds: ['Team'] },
] as const;

/** The place that a location belongs to, by its address; undefined when it belongs to none. */
export function currentPlace(path: string, queryString: string): string | undefined {
  const kinds = kindsOf(path, queryString);
  if (path === '/' && kinds.length === 0) return '/';
  return places.find((place) => {
    const held: readonly string[] = place.kinds;
    return kinds.length > 0 && kinds.every((kind) => held.includes(kind));
  })?.href;
}

function kindsOf(path: string, queryString: string): string[] {
  if (path === '/') return new URLSearchParams(queryString).getAll('kind');
  const kind = /^\/entities\/([^/]+)\//.exec(path)?.[1];
  return kind ? [kind] : [];
}
