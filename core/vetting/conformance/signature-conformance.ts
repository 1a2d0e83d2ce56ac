import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { proveDocument } from '../signature/document/prove-document.ts';
import { readJson } from '../signature/document/read-json.ts';
import { matchesIdentity } from '../signature/identity/match-identity.ts';
import { thingOfBytes } from '../signature/intoto/digests.ts';
import { readTrustedKeys } from '../signature/key/trusted-key.ts';
import { SignatureError } from '../signature/signature-error.ts';
import { publicTrustRoot } from '../signature/sigstore/public-trust-root.ts';
import { readTrustRoot } from '../signature/sigstore/read-trust-root.ts';

const ISSUER = 'https://token.actions.githubusercontent.com';
const IDENTITY =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';

/** Verifies each case of the sigstore-conformance project: folders that end in `_fail` have to be rejected. */
export async function signatureConformance(
  dataDir: string,
): Promise<{ name: string; total: number; passed: number; failures: string[]; skipped?: string }[]> {
  const name = 'Sigstore bundles';
  const root = join(dataDir, 'sigstore-bundles');
  const cases = await readdir(root, { withFileTypes: true }).catch(() => undefined);
  if (cases === undefined)
    return [{ name, total: 0, passed: 0, failures: [], skipped: `${root} is not there` }];
  const folders = cases
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  const failures: string[] = [];
  for (const folder of folders) {
    const reason = await whyRejected(join(root, folder), join(root, 'a.txt'));
    if (folder.endsWith('_fail') && reason === undefined) failures.push(`${folder}: accepted`);
    if (!folder.endsWith('_fail') && reason !== undefined) failures.push(`${folder}: ${reason}`);
  }
  return [{ name, total: folders.length, passed: folders.length - failures.length, failures }];
}

async function whyRejected(folder: string, sharedArtifact: string): Promise<string | undefined> {
  const file = async (name: string): Promise<Buffer | undefined> =>
    (await exists(join(folder, name))) ? readFile(join(folder, name)) : undefined;
  const thing = thingOfBytes((await file('artifact')) ?? (await readFile(sharedArtifact)));
  const ownRoot = await file('trusted_root.json');
  const pem = (await file('key.pub'))?.toString();
  try {
    const json = readJson(await readFile(join(folder, 'bundle.sigstore.json')), 5_242_880);
    if (!json.ok) return json.rejection.message;
    const proven = proveDocument(json.value, [{ role: 'artifact', thing }], {
      trustRoot: () => (ownRoot === undefined ? publicTrustRoot() : readTrustRoot(ownRoot)),
      keys: pem === undefined ? [] : readTrustedKeys([{ id: 'key.pub', pem }]),
      now: new Date(),
    });
    if (!proven.ok) return proven.rejection.message;
    const [signer] = proven.value.signers;
    if (signer === undefined) return 'nobody signed';
    if (signer.kind === 'key') return pem === undefined ? 'no key was given' : undefined;
    const policy = {
      issuer: (await file('issuer'))?.toString().trim() ?? ISSUER,
      identity: (await file('identity'))?.toString().trim() ?? IDENTITY,
    };
    return matchesIdentity(signer, [policy]) ? undefined : `signed by ${signer.identity}`;
  } catch (error) {
    if (error instanceof SignatureError) return error.message;
    throw error;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
