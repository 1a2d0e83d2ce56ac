import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aModuleInstance } from '../testing/a-module-instance.ts';
import { argueModule } from './argue-module.ts';
import { renderRoot, renderValues } from './render-root.ts';

const backend = { s3: { key: 'lead-alerts' } };
const declared = new Set(['name', 'rules', 'api_key', 'suspended']);
const apiKey = { name: 'API_KEY', reference: 'env:SOUK_SECRET_KEY', exposed: true, hosts: [] };

describe('when the root module is written', () => {
  it('calls the module with variables alone', () => {
    const instance = aModuleInstance({ config: { name: 'x' }, secrets: [apiKey] });
    const root = renderRoot(backend, './module', argueModule(instance, declared));
    expect(JSON.parse(root)).toEqual({
      terraform: { backend },
      variable: {
        config_name: {},
        config_suspended: {},
        secret_api_key: { type: 'string', sensitive: true },
        souk: { type: 'string', sensitive: true },
      },
      // biome-ignore-start lint/suspicious/noTemplateCurlyInString: they are expressions of the language
      module: {
        instance: {
          source: './module',
          name: '${var.config_name}',
          suspended: '${var.config_suspended}',
          api_key: '${var.secret_api_key}',
        },
      },
      output: { souk: { value: '${var.souk}', sensitive: true } },
      // biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are expressions of the language
    });
  });

  it('is the same whatever the values are, so that none can be an expression', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what an expression looks like
    const hostile = fc.constantFrom('${file("/etc/passwd")}', '%{ if true }', '$${', '"}', '\n', '__proto__');
    const text = fc.oneof(fc.string(), hostile);
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any')),
        fc.dictionary(text, tie('any')),
      ),
    })).any;
    const calm = renderRoot(
      backend,
      './module',
      argueModule(aModuleInstance({ config: { name: 1, rules: 2 } }), declared),
    );
    fc.assert(
      fc.property(value, value, text, (name, rules, team) => {
        const instance = aModuleInstance({ config: { name, rules }, team });
        const args = argueModule(instance, declared);
        expect(renderRoot(backend, './module', args)).toBe(calm);
        const values = JSON.parse(renderValues(instance, args));
        expect(values.config_name).toEqual(JSON.parse(JSON.stringify(name)));
        expect(JSON.parse(values.souk)).toEqual(JSON.parse(JSON.stringify(instance)));
      }),
    );
  });
});
