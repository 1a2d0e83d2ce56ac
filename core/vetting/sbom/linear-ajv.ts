import type { Options } from 'ajv';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { canonicalText } from './canonical-text.ts';

/** Whether a validator stops at the first violation, or goes on to tell all. */
export type Violations = 'first' | 'all';

/**
 * A validator whose time grows with the size of the document: `uniqueItems` as the library has it compares each item
 * with each other, which takes ten seconds for the components of a large document.
 *
 * Formats are those that the schemas of CycloneDX and SPDX name; like the official
 * validator it takes any text for an `iri-reference`.
 */
export function createLinearAjv(draft: '07' | '2020-12', violations: Violations): Ajv {
  const settings: Options = {
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    allErrors: violations === 'all',
  };
  const ajv = draft === '07' ? new Ajv(settings) : new Ajv2020(settings);
  addFormats.default(ajv, ['date', 'date-time', 'uri']);
  ajv.addFormat('iri-reference', true);
  ajv.addFormat('idn-email', /^[^\s@]+@[^\s@]+$/u);
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (wanted: boolean, items: readonly unknown[]) =>
      !wanted || new Set(items.map(canonicalText)).size === items.length,
  });
  return ajv;
}
