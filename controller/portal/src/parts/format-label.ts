const known: Record<string, string> = {
  wasm: 'WebAssembly',
  iframe: 'Embedded page',
  'web-component': 'Web component',
  'low-code': 'Low-code',
  pii: 'PII',
  phi: 'PHI',
  pci: 'PCI',
  gdpr: 'GDPR',
  sox: 'SOX',
  hipaa: 'HIPAA',
  'api-key': 'API key',
  oauth2: 'OAuth 2',
  oidc: 'OIDC',
  mtls: 'mTLS',
  gitops: 'GitOps',
  ttl: 'Time to live',
  hr: 'HR',
  it: 'IT',
};

/** A machine word as people write it: `maxTtl` and `max-ttl` become "Max ttl". Values of manifests stay recognisable. */
export function formatLabel(value: string): string {
  const word = known[value.toLowerCase()];
  if (word) return word;
  const spaced = value
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLowerCase();
  const sentence = spaced.charAt(0).toUpperCase() + spaced.slice(1);
  return sentence.replace(/\b(api|sbom|slo|id|url)(s?)\b/gi, upperCaseFirst);
}

function upperCaseFirst(_match: string, acronym: string, plural: string): string {
  return acronym.toUpperCase() + plural;
}
