import canonicalize from 'canonicalize';

/** The one way to write a JSON value, by RFC 8785: whoever hashes it gets the same hash. */
export function canonicalJson(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('This is no JSON value.');
  return text;
}
