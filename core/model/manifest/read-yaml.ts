import { CORE_SCHEMA, load } from 'js-yaml';
import { manifestLimits } from './limits.ts';

/** A text that holds no value, with what its parser said. */
export interface YamlRefusal {
  readonly text: string;
  readonly error: unknown;
}

export type YamlResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: YamlRefusal };

/**
 * Reads one YAML 1.2 document.
 *
 * Two parsers share the work: js-yaml gives the value, seven times faster and strict about tags, depth,
 * aliases and equal keys. Only when it refuses a text is `yaml` loaded, to say everything that is wrong with
 * it and where: see `explainRefusal`.
 */
export function readYaml(text: string): YamlResult {
  try {
    return {
      ok: true,
      value: load(text, {
        schema: CORE_SCHEMA,
        maxDepth: manifestLimits.depth,
        maxAliases: manifestLimits.aliases,
      }),
    };
  } catch (error) {
    return { ok: false, refusal: { text, error } };
  }
}
