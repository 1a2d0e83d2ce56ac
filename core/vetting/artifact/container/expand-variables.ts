/** Variables that stand for others twice each would grow without end. */
const LONGEST = 4096;

/**
 * Fills in `$NAME`, `${NAME}` and `${NAME:-default}`. Undefined when a variable has neither a value nor a default:
 * then whoever starts the build decides.
 */
export function expandVariables(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  if (text.length > LONGEST) return undefined;
  let isKnown = true;
  const expanded = text.replace(
    /\$(?:(\w+)|\{(\w+)(?::?[-+]([^{}]*))?\})/g,
    (_, bare: string | undefined, braced: string | undefined, fallback: string | undefined) => {
      const value = variables.get(bare ?? braced ?? '') ?? fallback;
      if (value === undefined) isKnown = false;
      return value ?? '';
    },
  );
  return isKnown && expanded.length <= LONGEST && !expanded.includes('$') ? expanded : undefined;
}
