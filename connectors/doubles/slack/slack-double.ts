import { createHash } from 'node:crypto';
import { DoubleServer } from '../http/double-server.ts';
import type { SlackMessage } from './slack-message.ts';
import { renderSlackPage } from './slack-page.ts';

export interface SlackOptions {
  readonly token: string;
  /** Channels with whether the app was invited; any that is asked for, with the app in it, when absent. */
  readonly channels?: Readonly<Record<string, 'invited' | 'not invited'>>;
  readonly now?: () => number;
}

type Failure = { readonly status: number; readonly retryAfter?: number } | { readonly error: string };
type Body = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 40_000;
const LONGEST_SECTION = 3_000;
const MOST_BLOCKS = 50;

/** Slack: chat.postMessage and chat.update as they answer, and a page that shows the channels. */
export class SlackDouble extends DoubleServer {
  readonly #token: string;
  readonly #now: () => number;
  readonly #channels: Map<string, 'invited' | 'not invited'>;
  readonly #open: boolean;
  readonly #messages: SlackMessage[] = [];
  readonly #failures: Failure[] = [];
  #lastTs = 0;
  /** Methods that were called, in their order, whatever came of it. */
  readonly calls: string[] = [];

  constructor({ token, channels, now = Date.now }: SlackOptions) {
    super();
    this.#token = token;
    this.#now = now;
    this.#open = channels === undefined;
    this.#channels = new Map(Object.entries(channels ?? {}));
  }

  /** All messages as they stand now, the oldest first. */
  get messages(): readonly SlackMessage[] {
    return [...this.#messages];
  }

  /** The next calls get a status, with how many seconds to wait, or `ok: false` with an error. */
  failNext(failure: Failure, count = 1): void {
    for (let left = count; left > 0; left -= 1) this.#failures.push(failure);
  }

  /** The app is invited, or a channel made. */
  invite(channel: string): void {
    this.#channels.set(channel, 'invited');
  }

  protected handle(request: Request): Promise<Response> | Response {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method === 'GET' && pathname === '/') return this.#renderPage(searchParams.get('channel'));
    if (request.method !== 'POST' || !pathname.startsWith('/api/'))
      return new Response('not found', { status: 404 });
    return this.#call(request, pathname.slice('/api/'.length));
  }

  async #call(request: Request, method: string): Promise<Response> {
    this.calls.push(method);
    const failure = this.#failures.shift();
    if (failure !== undefined) return fail(failure);
    const authorization = request.headers.get('authorization');
    if (authorization === null) return fail({ error: 'not_authed' });
    if (authorization !== `Bearer ${this.#token}`) return fail({ error: 'invalid_auth' });
    const body = parseBody(await request.text());
    if (body === undefined) return fail({ error: 'invalid_json' });
    switch (method) {
      case 'chat.postMessage':
        return this.#post(body);
      case 'chat.update':
        return this.#update(body);
      default:
        return fail({ error: 'unknown_method' });
    }
  }

  #post(body: Body): Response {
    const channel = this.#findChannel(String(body['channel'] ?? ''));
    const wrong = channel === undefined ? 'channel_not_found' : (this.#whyNot(channel) ?? findFault(body));
    if (channel === undefined || wrong !== undefined) return fail({ error: wrong ?? 'channel_not_found' });
    const thread = body['thread_ts'];
    if (thread !== undefined && !this.#messages.some(({ ts }) => ts === thread))
      return fail({ error: 'thread_not_found' });
    const message: SlackMessage = {
      channel,
      ts: this.#nextTs(),
      ...(thread === undefined ? {} : { threadTs: String(thread) }),
      ...contentOf(body),
      edits: 0,
    };
    this.#messages.push(message);
    return Response.json({ ok: true, channel: channelId(channel), ts: message.ts, message: contentOf(body) });
  }

  #update(body: Body): Response {
    const at = this.#messages.findIndex(
      ({ channel, ts }) => channelId(channel) === body['channel'] && ts === body['ts'],
    );
    const known = [...this.#channels.keys()].some((name) => channelId(name) === body['channel']);
    const message = this.#messages[at];
    if (!known) return fail({ error: 'channel_not_found' });
    if (message === undefined) return fail({ error: 'message_not_found' });
    const fault = findFault(body);
    if (fault !== undefined) return fail({ error: fault });
    this.#messages[at] = { ...message, ...contentOf(body), edits: message.edits + 1 };
    return Response.json({ ok: true, channel: body['channel'], ts: message.ts, text: body['text'] });
  }

  #findChannel(asked: string): string | undefined {
    if (this.#open && /^#[a-z0-9_-]{1,79}$/.test(asked)) this.#channels.set(asked, 'invited');
    return [...this.#channels.keys()].find((name) => name === asked || channelId(name) === asked);
  }

  #whyNot(channel: string): string | undefined {
    return this.#channels.get(channel) === 'invited' ? undefined : 'not_in_channel';
  }

  #nextTs(): string {
    this.#lastTs = Math.max(this.#lastTs + 1, Math.floor(this.#now() * 1000));
    return `${Math.floor(this.#lastTs / 1_000_000)}.${String(this.#lastTs % 1_000_000).padStart(6, '0')}`;
  }

  #renderPage(asked: string | null): Response {
    const channels = [...this.#channels.keys()].sort();
    const latest = this.#messages.at(-1)?.channel;
    const chosen = channels.find((name) => name === asked) ?? latest ?? channels[0] ?? '';
    const messages = this.#messages.filter(({ channel }) => channel === chosen);
    return renderSlackPage({ channels, chosen, messages });
  }
}

/** What Slack calls a channel in its answers; updates know it by nothing else. */
function channelId(name: string): string {
  return `C${createHash('sha256').update(name).digest('hex').slice(0, 10).toUpperCase()}`;
}

function contentOf(body: Body): Pick<SlackMessage, 'text' | 'blocks'> {
  return {
    text: typeof body['text'] === 'string' ? body['text'] : '',
    blocks: Array.isArray(body['blocks']) ? body['blocks'] : [],
  };
}

function findFault(body: Body): string | undefined {
  const { text, blocks } = contentOf(body);
  if (text === '' && blocks.length === 0) return 'no_text';
  if (text.length > LONGEST_TEXT) return 'msg_too_long';
  const long = blocks.some((block) => {
    const section = block['text'] as { readonly text?: unknown } | undefined;
    return typeof section?.text === 'string' && section.text.length > LONGEST_SECTION;
  });
  return long || blocks.length > MOST_BLOCKS ? 'invalid_blocks' : undefined;
}

function parseBody(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}

/** Slack says most of what is wrong with status 200. */
function fail(failure: Failure): Response {
  if ('error' in failure) return Response.json({ ok: false, error: failure.error });
  const { status, retryAfter } = failure;
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return Response.json(
    { ok: false, error: status === 429 ? 'ratelimited' : 'fatal_error' },
    { status, headers },
  );
}
