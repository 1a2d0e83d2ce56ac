import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './media-type-of.ts';

describe('when a document is published', () => {
  const cases: ['sbom' | 'attestation', string, string][] = [
    ['sbom', '{"bomFormat":"CycloneDX"}', 'application/vnd.cyclonedx+json'],
    ['sbom', '{"spdxVersion":"SPDX-2.3"}', 'application/spdx+json'],
    ['sbom', '{"@graph":[]}', 'application/spdx+json'],
    ['sbom', '\n<bom/>', 'application/vnd.cyclonedx+xml'],
    ['sbom', 'SPDXVersion: SPDX-2.3', 'text/spdx'],
    ['attestation', '{"payloadType":"x","signatures":[]}', 'application/vnd.dsse.envelope.v1+json'],
    ['attestation', '{"_type":"https://in-toto.io/Statement/v1"}', 'application/vnd.in-toto+json'],
    [
      'attestation',
      '{"mediaType":"application/vnd.dev.sigstore.bundle+json;version=0.3"}',
      'application/vnd.dev.sigstore.bundle.v0.3+json',
    ],
    ['attestation', 'signature', 'application/vnd.souk.attestation.v1'],
    ['attestation', '{"mediaType":"text/html"}', 'application/vnd.souk.attestation.v1'],
  ];
  it.each(cases)('calls the %s %s by %s', (role, text, expected) => {
    expect(mediaTypeOf({ role }, new TextEncoder().encode(text))).toBe(expected);
  });
});
