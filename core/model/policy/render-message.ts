import { valueAt } from '../finding/json-pointer.ts';
import { closest, quoteList } from '../finding/suggest.ts';
import type { Violation } from './policy-evaluator.ts';
import type { PolicySettings } from './policy-input.ts';

/** Longest piece of a manifest that a message quotes. */
const LONGEST = 200;

/** What is wrong, in the words of the rule's metadata. */
export function renderMessage({ rule, params }: Violation): string {
  return fillIn(rule.message, params);
}

/** How to mend it, with the word that was probably meant. */
export function renderHelp({ rule, params }: Violation, settings: PolicySettings): string {
  const help = fillIn(rule.remediation, params);
  const near = suggestion({ rule, params }, settings);
  return near === undefined ? help : `Did you mean ${near}? ${help}`;
}

/** `{name}` becomes the value of that param; a param that is not there stays visible as a mistake of the rule. */
function fillIn(template: string, params: Violation['params']): string {
  return template.replace(/\{([A-Za-z][A-Za-z0-9]*)\}/g, (place, name: string) =>
    Object.hasOwn(params, name) ? renderValue(params[name]) : place,
  );
}

function renderValue(value: unknown): string {
  if (Array.isArray(value)) return quoteList(value.map(renderValue));
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}

function suggestion(
  { rule: { suggest }, params }: Pick<Violation, 'rule' | 'params'>,
  settings: PolicySettings,
): string | undefined {
  const word = suggest === undefined ? undefined : params[suggest.param];
  if (suggest === undefined || typeof word !== 'string') return undefined;
  const among = valueAt({ settings }, `/${suggest.among.replaceAll('.', '/')}`);
  return typeof among === 'object' && among !== null ? closest(word, Object.keys(among)) : undefined;
}
