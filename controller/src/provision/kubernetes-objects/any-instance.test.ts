import type { Instance } from '@souk/model/installation/instance.ts';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { anInstance } from '../testing/an-instance.ts';
import { objectName } from './object-name.ts';
import type { ObjectSettings } from './object-settings.ts';
import { renderObjects } from './render-objects.ts';
import { renderYaml } from './render-yaml.ts';
import { renderedKinds } from './rendered-kinds.ts';
import { arbitraryInstance } from './testing/arbitrary-instance.ts';
import { ciliumPolicySchema, externalSecretSchema } from './testing/custom-schemas.ts';
import { someSettings } from './testing/object-settings.ts';

const gateway = someSettings({
  environments: {
    dev: { namespace: 'marketplace-dev', replicas: 1 },
    production: { namespace: 'production', replicas: 3 },
  },
  secretStore: { kind: 'ClusterSecretStore', name: 'vault', handsOutAll: true },
  wasmRuntimeClass: 'wasmtime',
});
const cilium: ObjectSettings = { ...gateway, egress: { type: 'cilium' } };
const RUNS = { numRuns: 60 };

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

const custom = new Ajv();
const schemas = new Map([
  ['ExternalSecret', custom.compile(externalSecretSchema)],
  ['CiliumNetworkPolicy', custom.compile(ciliumPolicySchema)],
]);

const forAny = (check: (instance: Instance, settings: ObjectSettings) => void): void =>
  fc.assert(
    fc.property(arbitraryInstance, fc.constantFrom(gateway, cilium), (instance, settings) =>
      check(instance, settings),
    ),
    RUNS,
  );

describe('when any instance is rendered', () => {
  it('gives names, labels and kinds that Kubernetes takes', () => {
    forAny((instance, settings) => {
      const objects = renderObjects(instance, settings);
      for (const { apiVersion, kind, metadata } of objects) {
        expect(metadata.name).toMatch(DNS_LABEL);
        expect(metadata.name.length).toBeLessThanOrEqual(52);
        expect(metadata.namespace).toMatch(DNS_LABEL);
        for (const value of Object.values(metadata.labels)) expect(value).toMatch(LABEL_VALUE);
        expect(renderedKinds).toContainEqual({ apiVersion, kind });
      }
      const order = objects.map(({ kind }) => renderedKinds.findIndex((one) => one.kind === kind));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(new Set(order).size).toBe(order.length);
    });
  });

  it('gives secrets and policies that their own definitions take', () => {
    const seen = new Set<string>();
    forAny((instance, settings) => {
      for (const object of renderObjects(instance, settings)) {
        const isValid = schemas.get(object.kind);
        if (isValid === undefined) continue;
        seen.add(object.kind);
        expect(isValid(object), JSON.stringify(isValid.errors)).toBe(true);
      }
    });
    expect([...seen].toSorted()).toEqual([...schemas.keys()].toSorted());
  });

  it('gives the same bytes for the same, in whatever order it is told', () => {
    forAny((instance, settings) => {
      const text = renderYaml(renderObjects(instance, settings));
      expect(renderYaml(renderObjects(structuredClone(instance), settings))).toBe(text);
      const { egress, secrets } = instance;
      const turned = {
        ...(reversed(instance) as Instance),
        ...{ egress: egress.toReversed(), secrets: secrets.toReversed() },
      };
      expect(renderYaml(renderObjects(turned, settings))).toBe(text);
    });
  });

  it('means the same as YAML 1.1 and 1.2', () => {
    forAny((instance, settings) => {
      const objects = renderObjects(instance, settings);
      const text = renderYaml(objects);
      for (const version of ['1.1', '1.2'] as const)
        expect(parseAllDocuments(text, { version }).map((document) => document.toJS())).toEqual(objects);
      // Nothing in it can be taken for the end of a line, or is refused.
      expect(text).not.toMatch(
        /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|[\u2028\u2029]/u,
      );
    });
  });

  it('gives texts only a place as texts: what they say changes no shape', () => {
    forAny((instance, settings) => {
      const { entry, runtime, egress, secrets, environment, suspended } = instance;
      const tame = anInstance({ runtime, egress, secrets, environment, suspended, config: { a: 1 }, entry });
      const [shape, expected] = [instance, tame].map((one) => shapeOf(renderObjects(one, settings)));
      expect(shape).toEqual(expected);
    });
  });

  it('gives two ids two names, however long they are', () => {
    const long = fc.stringMatching(/^[ab]{1,4}$/).map((end) => `${'x'.repeat(59 - end.length)}-${end}`);
    fc.assert(
      fc.property(long, long, (one, other) => {
        expect(objectName(one) === objectName(other)).toBe(one === other);
      }),
    );
    // The name of what is cut short is no id: nobody can take it for theirs.
    expect(objectName('x'.repeat(63))).toContain('--');
  });
});

/** The same with its keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, reversed(part)]),
  );
}

/** Keys and types without what the texts say. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]));
}
