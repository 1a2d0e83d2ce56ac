import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettingFinding } from '../../vetted-entry.ts';
import { textField } from '../document/json-value.ts';
import { child, childrenOf, type Located } from '../document/located.ts';

/** Patterns that are no regular expressions. They are compiled, which takes linear time, and never run. */
export function checkPatterns(schemas: readonly Located[]): VettingFinding[] {
  return schemas.flatMap((schema) => {
    const named = childrenOf(child(schema, 'patternProperties')).map(([pattern, at]) => ({ pattern, at }));
    const own = textField(schema.value, 'pattern');
    const patterns = own === undefined ? named : [{ pattern: own, at: child(schema, 'pattern') }, ...named];
    return patterns.flatMap(({ pattern, at }) => {
      const problem = compile(pattern);
      if (problem === undefined) return [];
      return [
        {
          rule: 'contract/pattern',
          file: at.file,
          message: `The pattern is no regular expression of ECMA-262: ${problem}.`,
          help: 'Correct it; in a double-quoted YAML text a backslash is written twice.',
          place: onValue(at.pointer),
        },
      ];
    });
  });
}

function compile(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.slice(0, 200);
  }
}
