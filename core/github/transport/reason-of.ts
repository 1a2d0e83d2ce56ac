const LONGEST = 1000;

/** What GitHub says about a request that it refused, with the fields that are wrong. One line without a full stop. */
export function reasonOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return 'it gave no reason';
  const message = 'message' in data && typeof data.message === 'string' ? data.message : 'it gave no reason';
  const errors: readonly unknown[] = 'errors' in data && Array.isArray(data.errors) ? data.errors : [];
  const details = errors.map(detailOf).filter((detail) => detail !== '');
  const text = details.length === 0 ? message : `${message} (${details.join('; ')})`;
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST).replace(/\.$/, '');
}

function detailOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return '';
  const field = 'field' in error && typeof error.field === 'string' ? error.field : '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code.replaceAll('_', ' ') : '';
  const message = 'message' in error && typeof error.message === 'string' ? error.message : code;
  return field !== '' && message !== '' ? `${field}: ${message}` : field + message;
}
