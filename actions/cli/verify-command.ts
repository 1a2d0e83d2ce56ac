import { readTrustedKeys, type TrustedKey } from '@souk/vetting/signature/key/trusted-key.ts';
import { SignatureError } from '@souk/vetting/signature/signature-error.ts';
import { publicTrustRoot } from '@souk/vetting/signature/sigstore/public-trust-root.ts';
import { readTrustRoot } from '@souk/vetting/signature/sigstore/read-trust-root.ts';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { renderVerification } from '../signature/render-verification.ts';
import { type VerificationRequest, verifyDocument } from '../signature/verify-document.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import { readNamedFile, readSignedThing } from './read-signed-thing.ts';
import { type ProcessPort, wantsColor, write } from './terminal.ts';
import { readBuild, readIdentities, readThreshold, type VerifyOptions } from './verify-options.ts';

function define(): Command {
  const command = new Command('souk verify')
    .description('Verify who signed a file or digest, and how it was built. Needs no network.')
    .argument('[file]', 'what was signed')
    .allowExcessArguments(false)
    .option('--digest <digest>', 'what was signed, by its digest: sha256:…')
    .requiredOption('--bundle <file>', 'Sigstore bundle, DSSE envelope, or a signature alone')
    .option('--payload <file>', 'simple signing payload that a signature alone is over')
    .option('--key <file...>', 'public keys in PEM form that are trusted')
    .option('--threshold <number>', 'how many different keys have to have signed', '1')
    .option('--identity <text>', 'identity in the certificate, exactly')
    .option('--identity-pattern <pattern>', 'the same, with * for any characters but / and @')
    .option('--issuer <url>', 'who vouches for the identity, exactly')
    .option('--trust-root <file>', 'Sigstore trust root (default: the public Sigstore)')
    .option('--builder <id>', 'builder that the provenance has to come from, without its ref')
    .addOption(
      new Option('--builder-ref <kind>', 'ref of the builder: a full version tag, or that of the source')
        .choices(['version', 'source'])
        .default('version'),
    )
    .option('--source <url>', 'repository that it has to be built from')
    .option('--branch <name>', 'branch that it has to be built from')
    .option('--tag <name>', 'tag that it has to be built from')
    .option('--versioned-tag <version>', 'version that it has to be a release of, such as v1')
    .option('--input <name=value...>', 'inputs that a manual build has to have had')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));
  return addExamples(command, [
    ['souk verify app.wasm --bundle app.wasm.sigstore.json --key release.pub', 'by a key'],
    [
      'souk verify --digest sha256:2f1c… --bundle b.json --identity ana@acme.com --issuer https://…',
      'by name',
    ],
    [
      'souk verify app.wasm --bundle p.json --builder https://… --issuer https://… --source https://…',
      'its build',
    ],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<VerifyOptions>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options, operands } = parsed;
  const report = verifyDocument(await readRequest(operands[0], options, process.cwd()));
  await write(
    process.stdout,
    options.format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderVerification(report, pc.createColors(wantsColor(process))),
  );
  return report.verified ? exitCode.pass : exitCode.denied;
}

async function readRequest(
  file: string | undefined,
  options: VerifyOptions,
  cwd: string,
): Promise<VerificationRequest> {
  const identities = readIdentities(options);
  const threshold = readThreshold(options);
  const { payload, trustRoot } = options;
  const root = trustRoot === undefined ? undefined : await readNamedFile(trustRoot, '--trust-root', cwd);
  return {
    thing: await readSignedThing(file, options.digest, cwd),
    document: await readNamedFile(options.bundle, '--bundle', cwd),
    payload: payload === undefined ? undefined : await readNamedFile(payload, '--payload', cwd),
    trust: {
      keys: await readKeys(options.key ?? [], cwd),
      now: new Date(),
      trustRoot: () => (root === undefined ? publicTrustRoot() : readTrustRoot(root)),
    },
    identities,
    threshold,
    build: readBuild(options),
  };
}

async function readKeys(paths: readonly string[], cwd: string): Promise<readonly TrustedKey[]> {
  const keys = await Promise.all(
    paths.map(async (path) => ({
      id: path,
      pem: (await readNamedFile(path, '--key', cwd)).toString('utf8'),
    })),
  );
  try {
    return readTrustedKeys(keys);
  } catch (error) {
    throw error instanceof SignatureError ? new UsageError(error.message) : error;
  }
}
