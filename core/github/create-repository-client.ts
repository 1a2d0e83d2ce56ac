import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import Bottleneck from 'bottleneck/light.js';
import { GitHubError } from './github-error.ts';
import type { RepositoryClient } from './repository-client.ts';
import { expectWholeAnswers } from './transport/expect-whole-answers.ts';
import { createPatience } from './transport/patience.ts';
import { rememberAnswers } from './transport/remember-answers.ts';
import { sendOnce } from './transport/send-once.ts';
import { translateError } from './transport/translate-error.ts';

export interface ClientOptions {
  readonly token: string;
  /** `https://api.github.com`, or `https://<host>/api/v3` of an Enterprise server. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** Takes plain sentences about waiting. */
  readonly tell: (text: string) => void;
}

/** How time passes for a client. */
export interface Pace {
  /** Milliseconds that a second of waiting takes. */
  readonly second: number;
  /** Milliseconds that only rise. */
  readonly now: () => number;
  /** Milliseconds until an answer counts as lost. */
  readonly answer: number;
}

/** Seconds that a client waits in all for limits to pass. */
const MOST_PATIENCE = 60;
/** For one request: a limit that was to be over at once could go on for ever. */
const MOST_WAITS = 5;
/** What cannot succeed when it is sent again; limits are waited for by the throttling. */
const FINAL = [400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 429, 451];

/** GitHub ends requests of its own accord after 10 s. */
const realPace: Pace = { second: 1000, now: () => performance.now(), answer: 15_000 };

const PatientOctokit = Octokit.plugin(expectWholeAnswers, retry, throttling);

/**
 * A client for one repository. Every operation throws nothing but {@link GitHubError} for what GitHub answers.
 *
 * @throws {GitHubError} `forbidden`, when the token cannot be one
 */
export function createRepositoryClient(
  { token, apiUrl, owner, repo, tell }: ClientOptions,
  { second, now, answer }: Pace = realPace,
): RepositoryClient {
  expectToken(token);
  const mayWait = createPatience(MOST_PATIENCE, now);
  const onLimit = (seconds: number, _options: object, _octokit: object, waitedBefore: number) => {
    const waits = waitedBefore < MOST_WAITS && mayWait(seconds);
    if (waits) tell(`GitHub asks to slow down. Waiting for ${seconds} s.`);
    return waits;
  };
  const log = { debug: quiet, info: quiet, warn: tell, error: quiet };
  const octokit = new PatientOctokit({
    auth: token,
    baseUrl: apiUrl.replace(/\/+$/, ''),
    userAgent: 'souk',
    log,
    request: { log, fetch: fetchWithin(answer) },
    retry: { doNotRetry: FINAL, retryAfterBaseValue: second },
    throttle: {
      retryAfterBaseValue: second,
      onRateLimit: onLimit,
      onSecondaryRateLimit: onLimit,
      write: atMost(60),
      notifications: atMost(20),
    },
  });
  sendOnce(octokit);
  rememberAnswers(octokit);
  octokit.hook.after('request', ({ headers, url }) => expectJson(headers['content-type'], url));
  octokit.hook.error('request', (error) => {
    throw translateError(error);
  });
  return { octokit, owner, repo };
}

/** In a minute, at once when they come at once: below GitHub's own limit of 80, and without a pause for the usual few. */
function atMost(requests: number): Bottleneck.Group {
  return new Bottleneck.Group({
    maxConcurrent: 1,
    reservoir: requests,
    reservoirRefreshAmount: requests,
    reservoirRefreshInterval: 60_000,
  });
}

function fetchWithin(milliseconds: number): typeof fetch {
  return (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(milliseconds) });
}

/** Characters that no header can hold would be quoted, with the token, in the error about them. */
function expectToken(token: string): void {
  if (/^[\x21-\x7e]+$/.test(token)) return;
  throw new GitHubError(
    'forbidden',
    'The input `token` is empty or holds characters that no token has, such as spaces. Give it the token alone.',
  );
}

/** What signs people in, or a proxy, answers with a page. */
function expectJson(type: string | undefined, url: string): void {
  if (type === undefined || /\bjson\b/.test(type)) return;
  throw new GitHubError(
    'unreachable',
    `${new URL(url).host} answered with ${type} where JSON was expected. Look whether the API address is that of a GitHub server: https://api.github.com, or https://<host>/api/v3.`,
  );
}

function quiet(): void {}
