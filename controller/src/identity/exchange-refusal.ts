/** As RFC 6749, 8693 and 8707 name them. */
export const exchangeErrors = [
  'invalid_request',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_target',
  'temporarily_unavailable',
] as const;

export interface ExchangeRefusal {
  readonly ok: false;
  readonly error: (typeof exchangeErrors)[number];
  /** For whoever set up the workload; nothing of the token. */
  readonly description: string;
}

export function refuseExchange(error: ExchangeRefusal['error'], description: string): ExchangeRefusal {
  return { ok: false, error, description };
}
