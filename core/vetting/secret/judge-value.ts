import { isExampleValue } from './example-value.ts';
import { isRandom, isWordy } from './randomness.ts';
import type { SecretSettings } from './secret-settings.ts';

const harmless = [
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  /^(?:sha(?:1|256|384|512)|md5|blake2b|h1)[-:=]/i,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/,
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /^v?\d+(?:\.\d+){1,3}(?:[-+][\w.]+)?$/,
  /^\d{4}-\d\d-\d\d(?:[T ].*)?$/,
  /^(?:ssh-|ecdsa-|AAAA[BCE]3NzaC1|arn:|urn:|pkg:|oid:|data:|projects\/)/,
  /^\$?(?:2[aby]|argon2\w*|pbkdf2\w*|scrypt|6|5|1)\$/,
  /^(?:[\w-]+\.)*(?:env|config|secrets?|vars?|data|params?|props|self|this|process|os|module|local|values|settings)\.[\w.[\]()'"-]+$/i,
  /^(?:[\w@.-]+\/)+[\w.-]+\.[a-z]{2,5}$/i,
  /^\w+(?:\.\*|\[[\w*]*\])+(?:\.\w+(?:\.\*|\[[\w*]*\])*)+$/,
  /^(?:vault|kv|op|secret|secretsmanager|ssm|keyvault|sops|gsm|akv|ref|file|env|awssm|gcpsm)[:/]/i,
];
/** Words and short numbers joined together, or one word: a name of something. */
const name = /^[A-Za-z]+(?:[-_./: ][A-Za-z]+)*[-_./]?v?\d{0,2}$|^[A-Za-z]+(?:[-_./][A-Za-z]*\d{0,2})+$/;

/** Whether a value cannot be a secret whatever it is assigned to. */
export function isHarmless(value: string, exampleWords: readonly string[]): boolean {
  return harmless.some((pattern) => pattern.test(value)) || isExampleValue(value, exampleWords);
}

/** Whether text that is assigned to a password is one, rather than a label, a name or an expression. */
export function looksLikePassword(value: string): boolean {
  if (value.length < 6 || value.length > 200 || !/^[\x21-\u024f]+$/.test(value)) return false;
  if (/^[A-Za-z]{3,12}\d{1,6}$/.test(value))
    return !/^(?:password|passwort|secret|token|input|field|test|step|v)\d*$/i.test(value);
  if (/^\d+$/.test(value)) return value.length >= 8;
  const hasMark = /[\d!@#$%^&*+?~=]/.test(value);
  return hasMark && !name.test(value) && !(/^[\w.-]+$/.test(value) && isNameWithNumber(value));
}

/** Whether text that is assigned to a key or token is one. */
export function looksLikeKey(value: string, randomness: SecretSettings['randomness']): boolean {
  return isRandom(value, { ...randomness, minLength: 16, hexBits: randomness.hexBits - 0.2 });
}

/** Whether text beside a word such as `key` is drawn by lot beyond doubt. */
export function looksDrawn(value: string, randomness: SecretSettings['randomness']): boolean {
  return isRandom(value, randomness);
}

function isNameWithNumber(value: string): boolean {
  return /^[A-Za-z]+[-_.]/.test(value) && isWordy(value);
}
