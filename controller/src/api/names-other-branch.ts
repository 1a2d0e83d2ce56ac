/**
 * Whether a push is plainly about something else than a branch. A body that can't be understood may be about it:
 * a look at the source too many does no harm.
 *
 * @param text JSON, or a form that holds it as `payload`; undefined when it was not kept
 */
export function namesOtherBranch(text: string | undefined, branch: string | undefined): boolean {
  if (text === undefined || branch === undefined) return false;
  const ref = readRef(text);
  return ref !== undefined && ref !== `refs/heads/${branch}`;
}

function readRef(text: string): string | undefined {
  try {
    const json = text.trimStart().startsWith('{') ? text : (new URLSearchParams(text).get('payload') ?? '');
    const body: unknown = JSON.parse(json);
    const ref = typeof body === 'object' && body !== null && 'ref' in body ? body.ref : undefined;
    return typeof ref === 'string' ? ref : undefined;
  } catch {
    return undefined;
  }
}
