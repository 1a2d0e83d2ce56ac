export interface Origin {
  /** In lower case, with a port that is not the usual one; undefined for what lies in the folder of the entry. */
  readonly host: string | undefined;
  readonly isEncrypted: boolean;
  /** Whether it is a repository of Git at no certain commit. */
  readonly isMoving: boolean;
}

const gitShort = /^(?:git@|ssh:\/\/git@)?(?<host>[\w.-]+\.[a-z]{2,}):(?!\/\/|\d)/i;
const commit = /#[0-9a-f]{40}(?:[0-9a-f]{24})?$|@[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** What an address says of where a package is fetched from; undefined when it is no address. */
export function readOrigin(text: string): Origin | undefined {
  if (/^(?:file|link|workspace):|^\.{0,2}\//.test(text)) {
    return { host: undefined, isEncrypted: true, isMoving: false };
  }
  const isGit = /^git[+:@]|^ssh:|\.git(?:[#@]|$)/.test(text);
  const short = gitShort.exec(text);
  const url = short === null ? parse(text) : undefined;
  const host = short?.groups?.['host']?.toLowerCase() ?? url?.host;
  if (host === undefined || host === '') return undefined;
  return {
    host,
    isEncrypted: !/^(?:git\+)?http:|^git:/.test(text),
    isMoving: isGit && !commit.test(text),
  };
}

/** Package URLs may leave the scheme of a repository out. */
function parse(text: string): URL | undefined {
  const address = text.replace(/^git\+/, '');
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  const web = full.replace(/^(?:ssh|git):\/\//, 'https://');
  return URL.canParse(web) ? new URL(web) : undefined;
}
