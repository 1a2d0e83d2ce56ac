import { describe, expect, it } from 'vitest';
import { highestRisk, indexScopes } from './index-scopes.ts';
import { parseDataUse, parseEgress, parsePermissions } from './parse-access.ts';
import { parseContracts } from './parse-contracts.ts';
import { parseDeprecation } from './parse-lifecycle.ts';
import { parseBilling, parseSlos } from './parse-operations.ts';
import { parseContact, parsePerson } from './parse-people.ts';

describe('when a manifest uses the short forms', () => {
  it('reads hosts, contracts and people', () => {
    expect(parseEgress(['api.example.com'])[0]).toMatchObject({ host: 'api.example.com', risk: undefined });
    expect(parseContracts({ apis: { consumes: ['crm'] } }).consumedApis[0]?.name).toBe('crm');
    expect(parsePerson('ana-ruiz')).toMatchObject({ name: 'ana-ruiz', github: 'ana-ruiz' });
    expect(parseContact('help@example.com')[0]?.href).toBe('mailto:help@example.com');
    expect(parseContact('#help')[0]).toMatchObject({ label: 'Channel', href: undefined });
  });
});

describe('when a manifest breaks its schema', () => {
  it.each([null, 7, 'text', [null, 3, {}, []], { provides: 'x' }])('reads %j as nothing', (value) => {
    expect(parsePermissions({ value })).toEqual([]);
    expect(parseEgress([value]).every((host) => typeof host.host === 'string')).toBe(true);
    expect(parseContracts({ apis: value }).providedApis).toEqual([]);
    expect(parseBilling(value).metrics).toEqual([]);
    expect(parseSlos(value)).toEqual([]);
    expect(parseDeprecation(value)).toBeUndefined();
  });

  it('never turns a script address into a link', () => {
    expect(parseContact({ url: 'javascript:alert(1)' })).toEqual([]);
  });
});

describe('parseDataUse', () => {
  it('tells silence from a statement', () => {
    expect(parseDataUse(undefined)).toBeUndefined();
    expect(parseDataUse({ classification: 'public' })?.categories).toEqual([]);
  });
});

describe('indexScopes', () => {
  it('joins catalogs, and a scope without a risk stays without', () => {
    const index = indexScopes([{ scopes: [{ name: 'a', risk: 'high' }] }, { scopes: [{ name: 'b' }] }, {}]);
    expect([...index.values()].map((scope) => scope.risk)).toEqual(['high', undefined]);
    expect(highestRisk(['low', undefined, 'high', 'medium'])).toBe('high');
    expect(highestRisk([])).toBeUndefined();
  });
});
