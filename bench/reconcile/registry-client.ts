import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** What the status of a controller says that a bench looks at. */
export interface Standing {
  readonly commit?: string;
  readonly state: string;
  readonly revision: string;
  readonly error?: string;
  readonly entities: { readonly total: number };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Asks a controller over connections that stay open, as programs do that ask often. */
export class RegistryClient {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(url: string) {
    this.#url = url;
  }

  /** Resolves when a path answers with 200, with the body; it is asked again and again. */
  async until200(path: string, pauseMs: number, hasEnded: () => boolean): Promise<string> {
    for (;;) {
      const answer = await this.#ask('GET', path).catch(() => undefined);
      if (answer?.status === 200) return answer.body;
      if (hasEnded()) throw new Error('The controller ended.');
      await delay(pauseMs);
    }
  }

  async status(): Promise<Standing> {
    return JSON.parse(await this.#get('/api/v1/status')) as Standing;
  }

  /** Version of an app as it is served now. */
  async versionOf(app: string): Promise<string> {
    const { version } = JSON.parse(await this.#get(`/api/v1/entities/App/${app}`)) as { version: string };
    return version;
  }

  async refresh(): Promise<void> {
    const { status, body } = await this.#ask('POST', '/api/v1/refresh');
    if (status !== 202) throw new Error(`A refresh was answered with HTTP ${status}: ${body}`);
  }

  /** Resolves when the registry serves a commit. */
  async wait(commit: string): Promise<void> {
    for (;;) {
      const { status, body } = await this.#ask('GET', `/api/v1/wait?commit=${commit}&timeout=60`);
      if (status === 200) return;
      if (status !== 202) throw new Error(`A wait was answered with HTTP ${status}: ${body}`);
    }
  }

  /** Value of a metric without labels; 0 where it was never counted. */
  async metric(name: string): Promise<number> {
    const text = await this.#get('/metrics');
    const [, value] = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text) ?? [];
    return Number(value ?? 0);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #get(path: string): Promise<string> {
    const { status, body } = await this.#ask('GET', path);
    if (status !== 200) throw new Error(`${path} was answered with HTTP ${status}: ${body}`);
    return body;
  }

  #ask(method: 'GET' | 'POST', path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asking = request(new URL(path, this.#url), { agent: this.#agent, method }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
      asking.on('error', reject);
      asking.end();
    });
  }
}
