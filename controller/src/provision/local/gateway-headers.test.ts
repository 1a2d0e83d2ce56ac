import { describe, expect, it } from 'vitest';
import { answeredHeaders, calledHeaders } from './gateway-headers.ts';

describe('when an installation is called', () => {
  it('gets what is meant for it, and no cookie of others', () => {
    const headers = calledHeaders(
      {
        host: 'souk.example',
        cookie: 'session=portal',
        authorization: 'Bearer a',
        connection: 'x-b',
        'x-b': '1',
      },
      'lead-alerts',
    );
    expect(headers).toEqual({ host: 'lead-alerts', authorization: 'Bearer a' });
  });
});

describe('when an installation answers', () => {
  it.each([
    ['set-cookie', ['session=mine; Path=/']],
    ['clear-site-data', '"*"'],
    ['strict-transport-security', 'max-age=31536000'],
    ['service-worker-allowed', '/'],
    ['alt-svc', 'h3="evil.example:443"'],
    ['www-authenticate', 'Basic realm="portal"'],
    ['use-as-dictionary', 'match="/*"'],
    ['transfer-encoding', 'chunked'],
  ])('hands no %s on, which would be for the whole host', (name, value) => {
    expect(answeredHeaders({ [name]: value, etag: '1' })).toEqual({
      etag: '1',
      'content-security-policy': ['sandbox allow-scripts allow-forms allow-popups'],
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('is a page of nobody, whatever policy it gives itself', () => {
    const { 'content-security-policy': policies } = answeredHeaders({
      'content-security-policy': "sandbox allow-same-origin; default-src 'self'",
    });
    expect(policies).toEqual([
      'sandbox allow-scripts allow-forms allow-popups',
      "sandbox allow-same-origin; default-src 'self'",
    ]);
  });
});
