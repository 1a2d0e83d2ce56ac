import { type Publication, parsePublication } from './publication.ts';

export interface Waiting {
  /** Address of the controller, from the settings of the workflow. */
  readonly url: URL;
  readonly commit: string;
  readonly seconds: number;
  /** Milliseconds that only rise. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** What the controller is asked to hold an answer back for: connections that say nothing for longer are cut. */
const LONGEST_WAIT = 25;
const PAUSE_MS = 2_000;
const LONGEST_ANSWER = 1024 * 1024;

/** Answers that mean `not yet`: still at work, starting, or behind a proxy that is. */
const NOT_YET = new Set([202, 204, 408, 425, 429, 500, 502, 503, 504]);

/** Asks the controller until it has published a commit, or the time is over. */
export async function waitForPublication(waiting: Waiting): Promise<Publication> {
  const end = waiting.now() + waiting.seconds * 1_000;
  for (;;) {
    const left = Math.ceil((end - waiting.now()) / 1_000);
    if (left <= 0) return { state: 'late' };
    const answer = await ask(waiting, Math.min(left, LONGEST_WAIT));
    if (answer !== 'not-yet') return answer;
    await waiting.pause(Math.max(0, Math.min(PAUSE_MS, end - waiting.now())));
  }
}

async function ask({ url, commit }: Waiting, seconds: number): Promise<Publication | 'not-yet'> {
  const address = new URL('api/v1/wait', url.href.endsWith('/') ? url : `${url.href}/`);
  address.search = new URLSearchParams({ commit, timeout: String(seconds) }).toString();
  try {
    const response = await fetch(address, {
      headers: { accept: 'application/json' },
      // What is published is asked of the controller that was named, not of one that it names.
      redirect: 'manual',
      signal: AbortSignal.timeout((seconds + 5) * 1_000),
    });
    if (NOT_YET.has(response.status)) {
      await response.body?.cancel();
      return 'not-yet';
    }
    if (response.status === 200) return parsePublication(await readJson(response), commit);
    await response.body?.cancel();
    return { state: 'broken', reason: `it answers with HTTP ${response.status}` };
  } catch {
    return 'not-yet';
  }
}

/** Undefined when it is no JSON, or more than an answer is. */
async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LONGEST_ANSWER) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
