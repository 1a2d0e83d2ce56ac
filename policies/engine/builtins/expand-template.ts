/** `$$`, `$name` and `${name}`; a name without braces is as long as it can be, so `$1x` names `1x`. */
const REFERENCE = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;

/** Beyond nine digits, or with a leading zero, Go takes the digits for a name. */
const NUMBER = /^(?:0|[1-9]\d{0,8})$/;

export interface TemplateMatch {
  /** The whole match and its groups; null for a group that took no part. */
  readonly groups: readonly (string | null)[];
  /** Number of each named group. */
  readonly names: Readonly<Record<string, number>>;
}

/**
 * Fills a replacement template the way Go's `regexp.Expand` does: a group that does not exist or took no part is
 * empty, a `$` that starts no reference stays.
 */
export function expandTemplate(template: string, { groups, names }: TemplateMatch): string {
  return template.replace(REFERENCE, (reference, braced?: string, bare?: string) => {
    if (reference === '$$') return '$';
    const name = braced ?? bare ?? '';
    const number = NUMBER.test(name) ? Number(name) : Object.hasOwn(names, name) ? names[name] : undefined;
    return number === undefined ? '' : (groups[number] ?? '');
  });
}
