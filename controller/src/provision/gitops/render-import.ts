import type { EnvironmentCommit } from './environment-repository.ts';

export interface ImportMark {
  /** Full name of the ref that the commit gets. */
  readonly ref: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly at: Date;
}

/** A commit as commands for `git fast-import`. */
export function renderImport(
  { parent, removed, written, message }: EnvironmentCommit,
  { ref, author, at }: ImportMark,
): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  return [
    `commit ${ref}`,
    `committer ${plain(author.name)} <${plain(author.email)}> ${seconds} +0000`,
    data(message),
    ...(parent === undefined ? [] : [`from ${parent}`]),
    ...removed.map((folder) => `D ${quote(folder)}`),
    ...[...written].map(([path, text]) => `M 100644 inline ${quote(path)}\n${data(text)}`),
    'done\n',
  ].join('\n');
}

/** A length in bytes and then the bytes: nothing in them is read as a command. */
function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

function quote(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function plain(text: string): string {
  return text.replaceAll(/[<>\p{Cc}]/gu, ' ').trim();
}
