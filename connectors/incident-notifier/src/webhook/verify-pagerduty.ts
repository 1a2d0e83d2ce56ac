/**
 * Whether PagerDuty made a call: HMAC SHA-256 over the body.
 *
 * @param header `v1=<hex>`, several with commas between them while the secret is changed
 */
export async function verifyPagerDuty(header: string | null, body: string, secret: string): Promise<boolean> {
  const signatures = (header ?? '')
    .split(',')
    .flatMap((part) => /^v1=([0-9a-f]{64})$/i.exec(part.trim())?.[1] ?? [])
    .slice(0, 4);
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['verify']);
  const checks = signatures.map((hex) => {
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    return crypto.subtle.verify('HMAC', key, bytes, encoder.encode(body));
  });
  return (await Promise.all(checks)).includes(true);
}
