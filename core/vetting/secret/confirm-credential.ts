import { isStandInPassword } from './stand-in-password.ts';
import { unwrapBase64 } from './unwrap-base64.ts';

/** Whether a JSON web token is one: a header that names an algorithm, and no payload of a tutorial. */
export function confirmJsonWebToken(token: string): boolean {
  const [header = '', payload = ''] = token.split('.');
  const algorithm = readPart(header)?.['alg'];
  const claims = readPart(payload);
  if (typeof algorithm !== 'string' || algorithm === 'none' || claims === undefined) return false;
  return claims['name'] !== 'John Doe' && claims['sub'] !== '1234567890';
}

/** Whether the value of a Basic header wraps a user name and a password that is more than a stand-in. */
export function confirmBasic(value: string): boolean {
  const [, password = ''] = unwrapBase64(value)?.split(':') ?? [];
  return password !== '' && !isStandInPassword(password);
}

function readPart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
