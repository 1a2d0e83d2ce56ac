/** What `opa parse` says of a module, as far as references go. */
export interface ParsedModule {
  readonly package: { readonly path: readonly Term[] };
  readonly imports?: readonly { readonly path: Term; readonly alias?: string }[];
  readonly rules?: readonly ParsedRule[];
}

interface ParsedRule {
  readonly head: { readonly ref: readonly Term[] };
  readonly else?: ParsedRule;
}

interface Term {
  readonly type: string;
  readonly value: unknown;
}

/** Names from the outside in: `data`, `souk`, `lib`, …; what follows the last is only known when the rule runs. */
type Path = readonly string[];

/** The definitions of one name of a package: what they name themselves. */
interface Definition {
  /** Documents that are given, of the input and the data. */
  readonly documents: Path[];
  /** Keys of other definitions. */
  readonly names: string[];
}

/**
 * What a rule reads of the input and of the data, through all that it calls and all branches, as dotted paths without
 * positions in lists. `opa deps` would tell it, but for what stands in an `else`.
 *
 * @param modules of the rule and of the libraries
 * @param name of the rule, such as `data.souk.org.regions.violation`
 */
export function readsIn(modules: readonly ParsedModule[], name: string): string[] {
  const definitions = defineAll(modules);
  const documents = new Set<string>();
  const seen = new Set<string>();
  const follow = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    const definition = definitions.get(key);
    for (const path of definition?.documents ?? []) documents.add(path.join('.'));
    for (const other of definition?.names ?? []) follow(other);
  };
  follow(name);
  return [...documents].sort();
}

function defineAll(modules: readonly ParsedModule[]): Map<string, Definition> {
  const named = modules.flatMap((module) =>
    (module.rules ?? []).map((rule) => ({
      module,
      rule,
      key: [...textsOf(module.package.path), String(rule.head.ref[0]?.value)].join('.'),
    })),
  );
  const keys = [...new Set(named.map(({ key }) => key))];
  const definitions = new Map<string, Definition>();
  for (const { module, rule, key } of named) {
    const definition = definitions.get(key) ?? { documents: [], names: [] };
    definitions.set(key, definition);
    const scope = scopeOf(module, keys);
    for (const path of pathsIn(rule, scope)) {
      const found = keys.filter((candidate) => isWithin(path, candidate));
      definition.names.push(...found);
      if (found.length === 0) definition.documents.push(path);
    }
  }
  return definitions;
}

/** What a name stands for in a module: an import, or a definition of the module itself. */
type Scope = ReadonlyMap<string, Path>;

function scopeOf({ package: { path }, imports = [] }: ParsedModule, keys: readonly string[]): Scope {
  const prefix = `${textsOf(path).join('.')}.`;
  const own = keys
    .filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('.'))
    .map((key): [string, Path] => [key.slice(prefix.length), key.split('.')]);
  const imported = imports.map((each): [string, Path] => {
    const target = textsOf(each.path.value as readonly Term[]);
    return [each.alias ?? target.at(-1) ?? '', target];
  });
  return new Map([...imported, ...own, ['input', ['input']], ['data', ['data']]]);
}

/** Every path that stands anywhere in a part of a module. */
function pathsIn(part: unknown, scope: Scope): Path[] {
  if (Array.isArray(part)) return (lookedUp(part) ?? part).flatMap((item) => pathsIn(item, scope));
  if (typeof part !== 'object' || part === null) return [];
  const { type, value } = part as Term;
  if (type === 'var') return scope.has(String(value)) ? [scope.get(String(value)) as Path] : [];
  if (type !== 'ref') return Object.values(part).flatMap((child) => pathsIn(child, scope));
  const [head, ...rest] = value as readonly Term[];
  const start = scope.get(String(head?.value));
  const within = pathsIn(rest, scope);
  return start === undefined ? within : [[...start, ...fixedPart(rest)], ...within];
}

/** `object.get(input.refs, "owner", {})` looks at `input.refs.owner` alone. */
function lookedUp(terms: readonly unknown[]): readonly unknown[] | undefined {
  const [called, from, key, ...rest] = terms as readonly (Term | undefined)[];
  const isGet = called?.type === 'ref' && textsOf(called.value as readonly Term[]).join('.') === 'object.get';
  if (!isGet || from?.type !== 'ref' || key?.type !== 'string') return undefined;
  return [{ type: 'ref', value: [...(from.value as readonly Term[]), key] }, ...rest];
}

/** A name with a dot in it would read as two in a dotted path: what holds it counts as read. */
function fixedPart(terms: readonly Term[]): Path {
  const open = terms.findIndex(({ type, value }) => type !== 'string' || String(value).includes('.'));
  return textsOf(open === -1 ? terms : terms.slice(0, open));
}

function textsOf(terms: readonly Term[]): string[] {
  return terms.map(({ value }) => String(value));
}

/** Whether a path leads into a definition, or to a package that holds it. */
function isWithin(path: Path, key: string): boolean {
  const text = path.join('.');
  return text === key || text.startsWith(`${key}.`) || key.startsWith(`${text}.`);
}
