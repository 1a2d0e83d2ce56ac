import type { Fault } from './faults.ts';

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error in the form that GitHub gives errors. */
export function errorAnswer(
  status: number,
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status), ...fields },
    headers,
  };
}

/** The answer that a fault gives; undefined for a connection that breaks. */
export function faultAnswer(fault: Fault): Answer | undefined {
  switch (fault.kind) {
    case 'disconnect':
      return undefined;
    case 'server-error':
      return errorAnswer(fault.status, 'Server Error');
    case 'rate-limit': {
      const headers = {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + fault.resetInSeconds),
        'x-ratelimit-resource': 'core',
      };
      return errorAnswer(fault.status ?? 403, 'API rate limit exceeded for installation.', {}, headers);
    }
    case 'secondary-limit': {
      const message =
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
      const headers = { 'retry-after': String(fault.retryAfterSeconds) };
      return errorAnswer(fault.status ?? 403, message, {}, headers);
    }
  }
}
