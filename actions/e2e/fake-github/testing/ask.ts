import type { FakeGitHub } from '../start-fake-github.ts';

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; undefined when there is no body. */
  readonly body: unknown;
}

export interface Question {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A path that is not below the repository starts with `/`. */
  readonly path: string;
  readonly method?: string;
}

/** Asks the fake with a token, and gives what it says. */
export async function ask(
  fake: FakeGitHub,
  token: string,
  { path, method = 'GET', body, headers = {} }: Question,
): Promise<Told> {
  const { owner, repo } = fake.world;
  const address = path.startsWith('/') ? path : `/repos/${owner}/${repo}/${path}`;
  const response = await fetch(`${fake.url}${address}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'souk-test', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
