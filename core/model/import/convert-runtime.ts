import type { Entry } from '../manifest/manifest.ts';
import { guessed, type Mapped, mapped } from './mapped.ts';
import type { SourceNode } from './source-node.ts';

type RuntimeType = Entry['runtime']['type'];

const EXACT: readonly RuntimeType[] = [
  'wasm',
  'container',
  'function',
  'web-component',
  'iframe',
  'terraform',
  'low-code',
];

/** Words that stand for a type of runtime, most telling first. */
const WORDS: readonly (readonly [RegExp, RuntimeType])[] = [
  [/wasm|wasi|web-?assembly/, 'wasm'],
  [/lambda|function|serverless|faas|edge-?worker/, 'function'],
  [/docker|container|\boci\b|kubernetes|\bk8s\b|\bpod\b|helm|cloud-?run/, 'container'],
  [/web-?component|custom-?element|micro-?frontend|\bmfe\b|widget/, 'web-component'],
  [/iframe|webview|embed|\bspa\b|web-?app|single-?page/, 'iframe'],
  [/terraform|open-?tofu|\bhcl\b/, 'terraform'],
  [/low-?code|no-?code|power-?apps|retool|appsmith/, 'low-code'],
  [/^(node(js)?|python|java|jvm|go(lang)?|dotnet|\.net|ruby|php|rust|deno|bun)/, 'function'],
];

/** The type of runtime that a word names; undefined for a word that names none. */
export function runtimeTypeOf(text: string): RuntimeType | undefined {
  const plain = text.toLowerCase().replace(/[\s_]+/g, '-');
  return EXACT.find((type) => type === plain) ?? WORDS.find(([form]) => form.test(plain))?.[1];
}

export function toRuntimeType(node: SourceNode): Mapped | undefined {
  const text = node.text();
  const type = text === undefined ? undefined : runtimeTypeOf(text);
  if (text === undefined || type === undefined) return undefined;
  const isExact = text.toLowerCase().replace(/[\s_]+/g, '-') === type;
  return isExact
    ? mapped(type, node)
    : guessed(type, node, `${JSON.stringify(text.slice(0, 60))} was taken as runtime type ${type}.`);
}

/** The version of a runtime: `nodejs18` names one beside the language, a bare `python` does not. */
export function toRuntimeVersion(node: SourceNode): Mapped | undefined {
  const text = node.text();
  return text !== undefined && text.length <= 63 && /^[a-z.]+[-_ @:]?\d/i.test(text)
    ? mapped(text, node)
    : undefined;
}
