/** Who looks at the registry: somebody of some teams, or somebody from whom nothing is hidden. */
export type Viewer = 'everything' | { readonly teams: readonly string[] };
