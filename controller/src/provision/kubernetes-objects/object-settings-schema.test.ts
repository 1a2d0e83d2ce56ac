import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { ObjectSettingsSchema } from './object-settings-schema.ts';
import { someSettings } from './testing/object-settings.ts';

const problems = (parts: object) => {
  const value: unknown = JSON.parse(JSON.stringify({ ...someSettings(), ...parts }));
  return Value.Errors(ObjectSettingsSchema, value).map(
    ({ instancePath, message }) => `${instancePath} ${message}`,
  );
};
const { egress, secretStore } = someSettings();

describe('when the settings of a cluster are read', () => {
  it('takes both ways to keep egress, and what may be left out', () => {
    expect(problems({})).toEqual([]);
    const more = { egress: { type: 'cilium' }, imagePullSecrets: ['registry'], wasmRuntimeClass: 'wasmtime' };
    expect(problems(more)).toEqual([]);
  });

  it.each([
    ['nothing kept', { egress: undefined }, /egress/],
    ['a proxy without pods', { egress: { ...egress, podLabels: {} } }, /\/egress/],
    ['an address with a path', { egress: { ...egress, url: 'http://egress:3128/x' } }, /\/egress/],
    ['nothing said of secrets', { secretStore: { ...secretStore, handsOutAll: undefined } }, /handsOutAll/],
    [
      'a prefix that ends anywhere',
      { secretStore: { ...secretStore, prefix: 'kv/{team}' } },
      /\/secretStore\/prefix/,
    ],
    ['a port for root', { port: 80 }, /\/port/],
    [
      'no replicas',
      { environments: { dev: { namespace: 'dev', replicas: 0 } } },
      /\/environments\/dev\/replicas/,
    ],
    ['a namespace with a slash', { environments: { dev: { namespace: 'a/b', replicas: 1 } } }, /namespace/],
    ['an unknown part', { egressPolicy: 'open' }, /additional/],
  ])('refuses %s', (_, parts, message) => {
    expect(problems(parts).join()).toMatch(message);
  });
});
