import type { VettedEntry, VettedFile } from '../../vetted-entry.ts';
import { get, rootOf, scalarText } from '../yaml/placed-value.ts';
import { readDocuments } from '../yaml/read-documents.ts';
import { isCloudFormation } from './aws/lint-cloudformation.ts';

/** Texts that only deploy files hold, at the start of a line. */
const MARKS =
  /^(?:apiVersion:[ \t]*["']?[\w./-]+|AWSTemplateFormatVersion:|Transform:[ \t]*["']?AWS::|[ \t]{1,8}Type:[ \t]*["']?AWS::)/m;
const KIND = /^kind:[ \t]*["']?[A-Z]\w+/m;
const SERVERLESS = /^functions:[ \t]*(?:#.*)?$/m;
/** The same however YAML and JSON let a key be written: quoted, indented, in braces, escaped. Other files hold them too. */
const HINT = /\b(?:apiVersion|AWSTemplateFormatVersion|AWS::\w)|\\(?:u00|x|U000000)[4-7]/;

/** The file that the manifest names as its deploy file. */
export function namedDeployFile({ entry, files }: VettedEntry): VettedFile | undefined {
  const named = entry.kind === 'Connector' ? entry.deploy?.replace(/^\.\//, '') : undefined;
  return named === undefined ? undefined : files.get(named);
}

/** YAML and JSON files that may deploy something; whether one does, its text tells once it is read. */
export function isDeployCandidate({ name, bytes }: VettedFile): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(name) || /(?:^|\/)\.github\/(?:workflows|actions)\//.test(name))
    return false;
  const text = new TextDecoder().decode(bytes);
  const isYaml = !/\.json$/i.test(name);
  return HINT.test(text) || (isYaml && (isServerless(name) || /[\0\ufffd]/.test(text)));
}

function isServerless(name: string): boolean {
  return /(?:^|\/)serverless\.ya?ml$/i.test(name);
}

/** Whether a text deploys something. */
export function looksLikeDeployment(name: string, text: string): boolean {
  if (isServerless(name)) return SERVERLESS.test(text);
  const marks = MARKS.exec(text)?.[0];
  if (marks !== undefined && (!marks.startsWith('apiVersion') || KIND.test(text))) return true;
  return HINT.test(text) && holdsDeployment(text);
}

function holdsDeployment(text: string): boolean {
  const read = readDocuments(text, '1.1');
  return (
    read.ok &&
    read.documents
      .map(rootOf)
      .some(
        (root) =>
          isCloudFormation(root) ||
          ['apiVersion', 'kind'].every((key) => scalarText(get(root, key)) !== undefined),
      )
  );
}
