/** What a workload says of itself by its subject. */
export interface WorkloadName {
  readonly installation: string;
  readonly app?: string | undefined;
  readonly team?: string | undefined;
  readonly environment?: string | undefined;
}

const PLACES = ['installation', 'app', 'team', 'environment'] as const;
const ID = '[a-z0-9]+(?:-[a-z0-9]+)*';
const HOLDER = /\{([a-z]*)\}/g;

/**
 * Takes the subject of a workload apart.
 *
 * @param template such as `system:serviceaccount:souk-{team}:souk-{installation}`
 * @returns undefined when it does not have that form
 */
export function matchSubject(template: string, subject: string): WorkloadName | undefined {
  const pattern = template
    .split(HOLDER)
    .map((part, i) => (i % 2 === 0 ? escapePattern(part) : `(?<${part}>${ID})`))
    .join('');
  const { installation, app, team, environment } =
    new RegExp(`^${pattern}$`, 'u').exec(subject)?.groups ?? {};
  return installation === undefined ? undefined : { installation, app, team, environment };
}

/** Why a template can not be used; undefined when it can. */
export function refuseTemplate(template: string): string | undefined {
  const parts = template.split(HOLDER);
  const names = parts.filter((_, i) => i % 2 === 1);
  const unknown = names.find((name) => !PLACES.some((place) => place === name));
  if (unknown !== undefined)
    return `has {${unknown}}; there are ${PLACES.map((place) => `{${place}}`).join(', ')}`;
  if (!names.includes('installation')) return 'has to hold {installation}';
  if (new Set(names).size < names.length) return 'holds a place twice';
  const between = parts.filter((_, i) => i % 2 === 0).slice(1, -1);
  // Where one id ends and the next begins has to be certain.
  if (between.some((text) => !/[^a-z0-9-]/.test(text)))
    return 'has to have something other than letters, digits and hyphens between two places';
  return undefined;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}
