/** An entity of a Backstage catalog, as far as the export fills it. */
export interface BackstageEntity {
  readonly apiVersion: 'backstage.io/v1alpha1';
  readonly kind: 'Component' | 'API' | 'Group' | 'User' | 'System' | 'Domain';
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly title?: string;
    readonly description?: string;
    readonly tags?: readonly string[];
    readonly links?: readonly { readonly url: string; readonly title: string }[];
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

const NAME_LENGTH = 63;

/** A name after Backstage's rule: letters and digits, joined by single dashes, underscores or dots, at most 63. */
export function backstageName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, (run) => (/^[-_.]$/.test(run) ? run : '-'));
  const trimmed = plain
    .replace(/^[-_.]+/, '')
    .slice(0, NAME_LENGTH)
    .replace(/[-_.]+$/, '');
  return trimmed === '' ? 'unnamed' : trimmed;
}

/** A tag after Backstage's rule, which knows neither dots nor underscores. */
export function backstageTag(tag: string): string {
  return tag
    .replace(/[^a-z0-9:+#]+/g, '-')
    .slice(0, NAME_LENGTH)
    .replace(/^-+|-+$/g, '');
}

/** Whether a key may stand among the annotations of an entity: an optional DNS prefix and a name. */
export function isAnnotationKey(key: string): boolean {
  const slash = key.indexOf('/');
  const [prefix, name] = slash === -1 ? [undefined, key] : [key.slice(0, slash), key.slice(slash + 1)];
  const isName = name.length <= NAME_LENGTH && /^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$/.test(name);
  return (
    isName &&
    (prefix === undefined ||
      (prefix.length <= 253 && /^[a-z0-9]+(-+[a-z0-9]+)*(\.[a-z0-9]+(-+[a-z0-9]+)*)*$/.test(prefix)))
  );
}

export function entity(
  kind: BackstageEntity['kind'],
  metadata: BackstageEntity['metadata'],
  spec: Record<string, unknown>,
): BackstageEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: withoutAbsent(metadata) as BackstageEntity['metadata'],
    spec: withoutAbsent(spec),
  };
}

function withoutAbsent(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
