import type { Check, Diagnosis } from '../diagnosis.ts';

const name = 'OCI registry';
const LIMIT_MS = 5_000;

/** Asks the registry whether it speaks the protocol of OCI, and whether it takes the credentials. */
export const checkOci: Check = {
  name,
  look: async ({ config: { oci } }) => {
    if (oci === undefined) return [{ name, status: 'skip', found: 'not set: versions are not published' }];
    const host = oci.repository.split('/')[0] ?? '';
    const { username, password } = oci;
    const local = /^(localhost|127\.[\d.]+)(:|$)/.test(host);
    try {
      const response = await fetch(`${local ? 'http' : 'https'}://${host}/v2/`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(LIMIT_MS),
        headers:
          username === undefined || password === undefined
            ? {}
            : { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
      });
      await response.body?.cancel();
      return [diagnoseRegistry(host, response.status, response.headers.get('www-authenticate') ?? '')];
    } catch (error) {
      const { cause } = error as { readonly cause?: { readonly code?: string } };
      const reason = cause?.code ?? (error instanceof Error ? error.message : String(error));
      return [
        {
          name,
          status: 'fail',
          found: `${host} does not answer: ${reason}`,
          advice: 'Look at SOUK_OCI_REPOSITORY and the network.',
        },
      ];
    }
  },
};

/** @param challenge header `WWW-Authenticate` */
export function diagnoseRegistry(host: string, status: number, challenge: string): Diagnosis {
  if (status === 200) return { name, status: 'pass', found: `${host} answers` };
  if (status === 401 && /^bearer /i.test(challenge))
    return { name, status: 'pass', found: `${host} answers; it decides with each push` };
  if (status === 401 || status === 403)
    return {
      name,
      status: 'fail',
      found: `${host} refuses the credentials`,
      advice: 'Look at SOUK_OCI_USERNAME and SOUK_OCI_PASSWORD.',
    };
  return {
    name,
    status: 'fail',
    found: `${host} answers with ${status}, and not as an OCI registry does`,
    advice: 'Look at the host in SOUK_OCI_REPOSITORY.',
  };
}
