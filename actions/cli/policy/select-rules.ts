import { closest } from '@souk/model/finding/suggest.ts';
import { UsageError } from '../exit-code.ts';

/**
 * What `--only` picks among the rules: ids, or a layer followed by `/*`.
 *
 * @throws {UsageError} when a name fits no rule
 */
export function selectRules(list: string | undefined, rules: readonly string[]): (rule: string) => boolean {
  if (list === undefined) return () => true;
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0)
    throw new UsageError('--only needs the id of a rule, such as org/vendor-risk, or org/*.');
  const patterns = names.map((name) => {
    const fits = name.endsWith('/*')
      ? (rule: string): boolean => rule.startsWith(name.slice(0, -1))
      : (rule: string): boolean => rule === name;
    if (!rules.some(fits)) throw unknownRule(name, rules);
    return fits;
  });
  return (rule) => patterns.some((fits) => fits(rule));
}

/** What to say of a name that no rule has. */
export function unknownRule(name: string, rules: readonly string[]): UsageError {
  const layers = [...new Set(rules.map((rule) => `${rule.split('/')[0]}/*`))];
  const near = closest(name, name.endsWith('/*') ? layers : rules);
  // Who leaves out the layer still means the rule.
  const named = rules.filter((rule) => rule.endsWith(`/${name}`));
  const hint = named[0] ?? near;
  return new UsageError(
    `There is no rule ${JSON.stringify(name)}. ${hint === undefined ? 'See docs/rules/README.md for all rules.' : `Did you mean ${hint}?`}`,
  );
}
