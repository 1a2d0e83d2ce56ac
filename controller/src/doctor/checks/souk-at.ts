import type { Config } from '../../config/config.ts';

const LIMIT_MS = 3_000;

/** Where a controller with these settings answers, seen from this machine. */
export function addressOf({ host, port }: Pick<Config, 'host' | 'port'>): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Whether what answers there is a Souk. */
export async function isSouk(url: string): Promise<boolean> {
  const document = await readJson(`${url}/openapi.json`);
  return document.body !== undefined && titleOf(document.body) === 'Souk';
}

export interface JsonAnswer {
  /** Undefined when nobody answers. */
  readonly status: number | undefined;
  /** Undefined when it is no JSON. */
  readonly body: unknown;
  /** The clock of whoever answered. */
  readonly date: Date | undefined;
  /** Why nobody answers. */
  readonly reason: string | undefined;
}

/** Reads JSON within a few seconds; never rejects. */
export async function readJson(url: string): Promise<JsonAnswer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS), redirect: 'manual' });
    const written = response.headers.get('date');
    const body: unknown = await response.json().catch(() => undefined);
    return {
      status: response.status,
      body,
      date: written === null ? undefined : new Date(written),
      reason: undefined,
    };
  } catch (error) {
    return { status: undefined, body: undefined, date: undefined, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: string; readonly message?: string } };
  return cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : String(error));
}

function titleOf(document: unknown): unknown {
  const { info } = Object(document) as { readonly info?: { readonly title?: unknown } };
  return info?.title;
}
