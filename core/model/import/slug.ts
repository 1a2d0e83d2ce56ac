const ID_LENGTH = 63;

/** Lower-case words joined by single dashes, as ids are written; undefined when nothing is left. */
export function slug(text: string, length = ID_LENGTH): string | undefined {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const trimmed = words.replace(/^-+/, '').slice(0, length).replace(/-+$/, '');
  return trimmed === '' ? undefined : trimmed;
}

const TAG = /^[a-z0-9][a-z0-9.+#]*([-_][a-z0-9.+#]+)*$/;

/** A tag keeps the dots, pluses, hashes and underscores that ids do not have. */
export function tagSlug(text: string): string | undefined {
  if (text.length <= ID_LENGTH && TAG.test(text)) return text;
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9.+#_-]+/g, '-')
    // A separator must be followed by a letter or digit: `-.`, `__` and the like become one dash.
    .replace(/[-_][-_.+#]+/g, '-');
  const trimmed = plain
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, ID_LENGTH)
    .replace(/[-_]+$/, '');
  return trimmed === '' ? undefined : trimmed;
}

/** A name for people made from an id: `crm-sync` → `Crm sync`. */
export function humanise(id: string): string {
  const words = id.replace(/[-_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Gives out ids, each once: the second claim on `a` gets `a-2`. */
export class IdPool {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  take(wanted: string): string {
    let id = wanted;
    for (let n = 2; this.#taken.has(id); n += 1) {
      const suffix = `-${n}`;
      id = wanted.slice(0, ID_LENGTH - suffix.length).replace(/-+$/, '') + suffix;
    }
    this.#taken.add(id);
    return id;
  }
}
