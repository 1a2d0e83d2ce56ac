import { checkValues } from '../manifest/check-values.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { checkManifest } from '../manifest/parse-manifest.ts';
import { readYaml } from '../manifest/read-yaml.ts';
import type { Drafted, DraftManifest, RequestProblem } from './request.ts';

/**
 * A manifest made of answers, once its schema allows it. Its path is made of ids, so it is asked for afterwards.
 *
 * @param value fields that are undefined are left out
 */
export function draftManifest(
  value: Readonly<Record<string, unknown>>,
  pathOf: (manifest: Manifest) => string,
): Drafted<DraftManifest> {
  const given = Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
  const { manifest, problems } = checkManifest(given);
  if (manifest !== undefined) return { ok: true, draft: { path: pathOf(manifest), manifest } };
  return {
    ok: false,
    problems: problems.map(({ message, help, place }) => ({
      field: 'pointer' in place ? (place.pointer.split('/')[1] ?? '') : '',
      message: `${message} ${help}`,
    })),
  };
}

/** The mapping that somebody wrote as YAML; undefined when nothing was written. */
export function readMapping(
  field: string,
  text: string | undefined,
): { readonly value?: unknown; readonly problems: readonly RequestProblem[] } {
  if (text === undefined) return { problems: [] };
  const yaml = readYaml(text);
  if (yaml.ok && isMapping(yaml.value)) {
    // Of an alias bomb not even a copy may be made.
    const problems = checkValues(yaml.value).map(({ message, help }) => ({
      field,
      message: `${message} ${help}`,
    }));
    return problems.length > 0 ? { problems } : { value: yaml.value, problems };
  }
  const message = `“${field}” must be YAML with one \`name: value\` on each line, as in \`channel: "#leads"\`.`;
  return { problems: [{ field, message }] };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
