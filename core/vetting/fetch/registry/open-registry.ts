import { requestDocument } from '../request-document.ts';
import type { Answer } from '../request-once.ts';
import type { Ways } from '../ways.ts';
import type { Artifact } from './artifact.ts';
import { requestToken } from './request-token.ts';

/** Asks for what lies below the name of an artifact, such as `manifests/sha256:…`. */
export type AskRegistry = (path: string, accept: string, maxBytes: number) => Promise<Answer>;

/** Gets itself an anonymous token when the registry wants one. */
export function openRegistry({ host, name }: Artifact, ways: Ways): AskRegistry {
  let token: string | undefined;
  return async (path, accept, maxBytes) => {
    const send = (): Promise<Answer> =>
      requestDocument(
        `https://${host}/v2/${name}/${path}`,
        {
          headers: { accept, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
          maxBytes,
        },
        ways,
      );
    const answer = await send();
    if (answer.status !== 401) return answer;
    token = await requestToken(answer.headers['www-authenticate'], name, ways);
    return token === undefined ? answer : send();
  };
}
