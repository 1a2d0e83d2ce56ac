import type { Octokit } from '@octokit/rest';

type Answer = Awaited<ReturnType<Octokit['request']>>;

/** Asks again with the ETag of the answer before: what has not changed since costs nothing of the rate limit. */
export function rememberAnswers(octokit: Octokit): void {
  const answers = new Map<string, { readonly etag: string; readonly answer: Answer }>();
  octokit.hook.wrap('request', async (request, options) => {
    if (options.method !== 'GET') return request(options);
    const { url } = octokit.request.endpoint(options);
    const known = answers.get(url);
    if (known !== undefined) options.headers['if-none-match'] = known.etag;
    try {
      const answer = await request(options);
      const { etag } = answer.headers;
      // Pagination edits answers in place: what is remembered is a copy.
      if (etag !== undefined) answers.set(url, { etag, answer: structuredClone(answer) });
      return answer;
    } catch (error) {
      if (known === undefined || !isNotModified(error)) throw error;
      return structuredClone(known.answer);
    }
  });
}

function isNotModified(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 304;
}
