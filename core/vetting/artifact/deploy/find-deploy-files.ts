import type { VettedEntry, VettedFile } from '../../vetted-entry.ts';

/** Texts that only deploy files hold, at the start of a line. */
const MARKS =
  /^(?:apiVersion:[ \t]*["']?[\w./-]+|AWSTemplateFormatVersion:|Transform:[ \t]*["']?AWS::|[ \t]{1,8}Type:[ \t]*["']?AWS::)/m;
const KIND = /^kind:[ \t]*["']?[A-Z]\w+/m;
const SERVERLESS = /^functions:[ \t]*(?:#.*)?$/m;

/** The file that the manifest names as its deploy file. */
export function namedDeployFile({ entry, files }: VettedEntry): VettedFile | undefined {
  const named = entry.kind === 'Connector' ? entry.deploy?.replace(/^\.\//, '') : undefined;
  return named === undefined ? undefined : files.get(named);
}

/** YAML files that may deploy something; whether one does, its text tells. */
export function isDeployCandidate(name: string): boolean {
  return /\.(?:ya?ml)$/i.test(name) && !/(?:^|\/)\.github\//.test(name);
}

/** Whether a text deploys something, by the words it holds. */
export function looksLikeDeployment(name: string, text: string): boolean {
  if (/(?:^|\/)serverless\.ya?ml$/i.test(name)) return SERVERLESS.test(text);
  const marks = MARKS.exec(text)?.[0];
  return marks !== undefined && (!marks.startsWith('apiVersion') || KIND.test(text));
}
