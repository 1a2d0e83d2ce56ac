/** Paths of the manifests of the sample catalog. */
export const app = (id: string): string => `catalog/apps/${id}/manifest.yaml`;
export const connector = (id: string): string => `connectors/${id}/manifest.yaml`;
export const installation = (team: string, id: string): string => `catalog/installations/${team}/${id}.yaml`;
export const team = (id: string): string => `catalog/teams/${id}.yaml`;
export const waiver = (id: string): string => `catalog/waivers/${id}.yaml`;
export const marketplace = 'catalog/marketplace.yaml';
export const scopes = 'catalog/scopes.yaml';
export const prices = 'catalog/prices.yaml';
