/**
 * A configuration with the defaults that its schema gives for what is left out, also within objects that are there. What
 * is there stays as it is, whether or not the schema allows it.
 */
export function fillDefaults(schema: unknown, value: unknown): unknown {
  if (value === undefined) return isObject(schema) ? structuredClone(schema['default']) : undefined;
  const properties = isObject(schema) ? schema['properties'] : undefined;
  if (!isObject(properties) || !isObject(value)) return value;
  const filled = Object.entries(properties).flatMap(([name, part]) => {
    const item = fillDefaults(part, Object.hasOwn(value, name) ? value[name] : undefined);
    return item === undefined ? [] : [[name, item] as const];
  });
  return { ...value, ...Object.fromEntries(filled) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
