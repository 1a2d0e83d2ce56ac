import { describe, expect, it } from 'vitest';
import { anApp, anInstallation } from '../testing/manifests.ts';
import { assembleInstance } from './assemble-instance.ts';

describe('when an instance is assembled', () => {
  it('has what its entry asks for and its installation gives', () => {
    const entry = anApp({
      egress: ['b.example.com', { host: 'a.example.com' }],
      secrets: [
        { name: 'TOKEN', hosts: ['a.example.com', 'elsewhere.example.com'] },
        { name: 'KEY', exposed: true },
        { name: 'OTHER', optional: true },
      ],
      config: { properties: { size: { default: 3 } } },
      billing: { metrics: [{ name: 'calls', unit: 'call' }] },
    });
    const installation = anInstallation({
      secrets: { TOKEN: 'env:SOUK_SECRET_T', KEY: 'env:SOUK_SECRET_K', UNASKED: 'env:SOUK_SECRET_U' },
    });
    const instance = assembleInstance(installation, entry, undefined);
    expect(instance).toMatchObject({
      config: { size: 3 },
      egress: ['a.example.com', 'b.example.com'],
      metrics: ['calls'],
    });
    expect(instance.secrets).toEqual([
      {
        name: 'KEY',
        reference: 'env:SOUK_SECRET_K',
        exposed: true,
        hosts: ['a.example.com', 'b.example.com'],
      },
      // To no host that the manifest does not name under egress.
      { name: 'TOKEN', reference: 'env:SOUK_SECRET_T', exposed: false, hosts: ['a.example.com'] },
    ]);
  });
});
