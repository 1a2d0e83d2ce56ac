import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import { readTrustRoot, type TrustRoot } from './read-trust-root.ts';

/** The trust root of the public Sigstore, as it was when the installed `@sigstore/tuf` was released. */
export function publicTrustRoot(): TrustRoot {
  const encoded = seeds['https://tuf-repo-cdn.sigstore.dev'].targets['trusted_root.json'];
  return readTrustRoot(Buffer.from(encoded, 'base64'));
}
