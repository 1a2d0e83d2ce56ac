import type { FileChange, Files } from './files.ts';

export interface CommitRequest {
  /** Full name, such as `refs/heads/main`. */
  readonly ref: string;
  /** Commit that it is made on; without it, the commit is a root. */
  readonly parent?: string | undefined;
  readonly files: Files;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** Seconds since 1970. */
  readonly at: number;
}

/** Input of `git fast-import` for one commit: fast with ten thousand files, and with trees that no checkout would make. */
export function assembleCommitStream(request: CommitRequest): Buffer {
  const { ref, parent, files, message, author, at } = request;
  const who = `${author.name} <${author.email}> ${at} +0000`;
  return Buffer.concat([
    Buffer.from(`commit ${ref}\nauthor ${who}\ncommitter ${who}\n`),
    data(message),
    Buffer.from(parent === undefined ? '' : `from ${parent}\n`),
    ...Object.entries(files).map(([path, change]) => assembleChange(quote(path), change)),
    Buffer.from('\n'),
  ]);
}

function assembleChange(path: string, change: FileChange): Buffer {
  if (change === null) return Buffer.from(`D ${path}\n`);
  if (typeof change === 'string' || change instanceof Uint8Array) {
    return Buffer.concat([Buffer.from(`M 100644 inline ${path}\n`), data(change)]);
  }
  if (change.mode === '160000') return Buffer.from(`M 160000 ${change.content} ${path}\n`);
  return Buffer.concat([Buffer.from(`M ${change.mode} inline ${path}\n`), data(change.content)]);
}

function data(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

function quote(path: string): string {
  const escaped = path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
