import { validatorOf } from '@souk/schemas/generated/validators.js';
import { onKey, onValue, type Problem } from '../finding/draft-finding.ts';
import { closest, quoteList } from '../finding/suggest.ts';
import { checkValues } from './check-values.ts';
import { decodeText } from './decode-text.ts';
import { isId, isKind } from './identity.ts';
import { type EntityKey, type Kind, kinds, type Manifest } from './manifest.ts';
import { readYaml, type YamlRefusal } from './read-yaml.ts';
import { describe, explainSchemaErrors } from './schema-problems.ts';

/** What the text of a manifest file holds, before its schema is asked. */
export interface ManifestValue {
  /** Kind and id, where both are legible. */
  readonly key?: EntityKey;
  /** The plain value; absent when the text cannot be trusted to hold one. */
  readonly value?: unknown;
  readonly problems: readonly Problem[];
  /** Set when the text is no YAML that a manifest may be: `explainRefusal` says why. */
  readonly refusal?: YamlRefusal;
}

/** What a value is once its schema was asked. */
export interface CheckedManifest {
  /** Present when there are no problems. */
  readonly manifest?: Manifest;
  /** All that is wrong, not only the first thing. */
  readonly problems: readonly Problem[];
}

export function readManifestBytes(bytes: Uint8Array): ManifestValue {
  const decoded = decodeText(bytes);
  return decoded.ok ? readManifestText(decoded.text) : { problems: [decoded.problem] };
}

/** Reads the text of a manifest. Never throws: whatever the text, the result says what it is. */
export function readManifestText(text: string): ManifestValue {
  const yaml = readYaml(text);
  if (!yaml.ok) return { problems: [], refusal: yaml.refusal };
  const { value } = yaml;
  const key = readKey(value);
  const deceptive = checkValues(value);
  if (deceptive.length > 0) {
    // A value that must not be used is still judged, so that all that is wrong is said at once; but not an alias bomb.
    const bounded = deceptive.every(({ rule }) => rule !== 'yaml/aliases');
    const places = new Set(deceptive.map(({ place }) => JSON.stringify(place)));
    const others = bounded
      ? checkManifest(value).problems.filter(({ place }) => !places.has(JSON.stringify(place)))
      : [];
    const problems = [...deceptive, ...others];
    return { ...(key === undefined ? {} : { key }), problems };
  }
  if (key !== undefined) return { key, value, problems: [] };
  // Without a key the schema is asked at once: there is no entity to come back to.
  return { value, problems: checkManifest(value).problems };
}

/** Judges a value read from YAML or JSON by the schema of its kind. */
export function checkManifest(value: unknown): CheckedManifest {
  if (!isMapping(value)) return { problems: [notAMapping(value)] };
  const header = checkHeader(value);
  if (header !== undefined) return { problems: [header] };
  const kind = value['kind'] as Kind;
  const validate = validatorOf[kind];
  if (validate(value)) return { manifest: value as unknown as Manifest, problems: [] };
  return { problems: explainSchemaErrors(kind, value, validate.errors ?? []) };
}

/** Kind and id of a value that may be anything. */
function readKey(value: unknown): EntityKey | undefined {
  if (!isMapping(value)) return undefined;
  const { kind, id } = value;
  return isKind(kind) && isId(id) ? { kind, id } : undefined;
}

/** The header decides which schema applies; without it nothing else can be judged. */
function checkHeader(value: Record<string, unknown>): Problem | undefined {
  if (isKind(value['kind'])) return undefined;
  const help = `Write \`kind:\` with one of ${quoteList(kinds)}.`;
  if (value['kind'] === undefined) {
    return {
      rule: 'schema/kind',
      message: 'The manifest does not say what it is: `kind` is missing.',
      help,
      place: onKey(''),
    };
  }
  const near = typeof value['kind'] === 'string' ? closest(value['kind'], kinds) : undefined;
  return {
    rule: 'schema/kind',
    message: `There is no kind ${describe(value['kind'])}.`,
    help: near === undefined ? help : `Did you mean ${near}?`,
    place: onValue('/kind'),
  };
}

function notAMapping(value: unknown): Problem {
  return {
    rule: 'schema/type',
    message: `A manifest must be a mapping of fields; found ${describe(value)}.`,
    help: 'Start with apiVersion, kind and id, or run `souk init` for a complete example.',
    place: onValue(''),
  };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
