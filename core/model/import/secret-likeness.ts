const REMOVED = '[removed]';

/** Forms of credentials that are recognised whatever field they stand in. */
const CREDENTIALS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/g,
  /\bglpat-[A-Za-z0-9_-]{16,}/g,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}/g,
  /\b[sr]k[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{20,}/g,
  /\bpat[A-Za-z0-9]{6,}\.[A-Za-z0-9]{20,}/g,
  /\bAIza[0-9A-Za-z_-]{30,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+)?/g,
  /\bBearer\s+[A-Za-z0-9._~+/-]{16,}=*/g,
];

/** A password inside an address, unless it is plainly a place to fill in. */
const URL_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:)([^\s@/${}<>]+)(@)/gi;

/** Takes out what looks like a credential. The same text comes back when there is none. */
export function redactCredentials(text: string): string {
  const withoutKnown = CREDENTIALS.reduce((current, form) => current.replace(form, REMOVED), text);
  return withoutKnown.replace(URL_PASSWORD, `$1${REMOVED}$3`);
}

const SECRET_NAME =
  /(?:secret|token|password|passwd|passphrase|credential|authorization|api[-_. ]?key|access[-_. ]?key|secret[-_. ]?key|private[-_. ]?key|auth[-_. ]?key|signing[-_. ]?key)s?$/i;

/** Whether a field of this name is expected to hold a secret: `api_key`, `githubtoken`, `DB_PASSWORD`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

const PLACEHOLDERS = /\{\{[^{}]*\}\}|\$\{[^{}]*\}|<[A-Za-z][^<>]*>/g;

/** Whether a text only points at a value that is filled in later, like `Bearer ${API_KEY}`. */
export function isPlaceholder(text: string): boolean {
  const rest = text.replace(PLACEHOLDERS, '');
  return rest !== text && /^(?:\s|bearer|basic|token|:)*$/i.test(rest);
}

const EXAMPLE_KEYS = new Set(['example', 'examples', 'sample', 'samples', 'placeholder']);
const VALUE_KEYS = new Set(['value', 'values', 'default', 'current', 'literal', 'plain', 'data']);

/**
 * Why the value at a place must not be copied; undefined when nothing speaks against it. The place is given
 * by its keys, from the root on.
 */
export function reasonToWithhold(keys: readonly string[], value: unknown): string | undefined {
  const names = keys.filter((key) => !/^\d+$/.test(key)).map((key) => key.toLowerCase());
  if (names.some((name) => EXAMPLE_KEYS.has(name)))
    return 'examples can hold real secrets, so none is copied';
  if (typeof value === 'boolean' || (typeof value === 'string' && isPlaceholder(value))) return undefined;
  const last = names.at(-1) ?? '';
  // A limit such as max_tokens: 4000 counts tokens and is no secret.
  if (typeof value === 'number' && last.endsWith('tokens')) return undefined;
  const secret = isSecretName(last) || (VALUE_KEYS.has(last) && names.some(isSecretName));
  return secret ? 'its name says that it is a secret, and a manifest holds no secret values' : undefined;
}
