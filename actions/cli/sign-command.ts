import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { readSigningKey } from '../signature/read-signing-key.ts';
import { type SigstoreServices, signKeyless } from '../signature/sign-keyless.ts';
import { signBundle, signEnvelope } from '../signature/sign-with-key.ts';
import { assembleInput, type SigningInput } from '../signature/signing-input.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import { readNamedFile, readSignedThing } from './read-signed-thing.ts';
import { type ProcessPort, write } from './terminal.ts';

interface Options {
  readonly digest?: string;
  readonly key?: string;
  readonly passphraseEnv: string;
  readonly keyless?: boolean;
  readonly fulcio: string;
  readonly rekor: string;
  readonly tsa?: string;
  readonly statement?: string;
  readonly as: 'bundle' | 'dsse';
  readonly output?: string;
  readonly force?: boolean;
}

function define(): Command {
  const command = new Command('souk sign')
    .description('Sign a file, or a statement about a digest, with a key or without one.')
    .argument('[file]', 'what to sign')
    .allowExcessArguments(false)
    .option(
      '--digest <digest>',
      'what to sign, by its digest: sha256:…; for an image, what the registry says',
    )
    .option('--key <file>', 'private key in PEM form')
    .option('--passphrase-env <name>', 'variable with the passphrase of the key', 'SOUK_KEY_PASSPHRASE')
    .option('--keyless', 'sign with the identity in SIGSTORE_ID_TOKEN or of the CI system, by Sigstore')
    .option('--fulcio <url>', 'certificate authority', 'https://fulcio.sigstore.dev')
    .option('--rekor <url>', 'transparency log; what it records is public', 'https://rekor.sigstore.dev')
    .option('--tsa <url>', 'timestamp authority')
    .option('--statement <file>', 'in-toto statement to sign; it has to be about the file or digest')
    .addOption(
      new Option('--as <form>', 'what to write: a Sigstore bundle, or a DSSE envelope')
        .choices(['bundle', 'dsse'])
        .default('bundle'),
    )
    .option('--output <file>', 'where to write (default: FILE.sigstore.json; the terminal for a digest)')
    .option('--force', 'overwrite the file if it exists');
  return addExamples(command, [
    ['souk sign sbom.cdx.json --key release.pem', 'writes sbom.cdx.json.sigstore.json'],
    ['souk sign --digest sha256:2f1c… --key release.pem', 'for an image'],
    ['souk sign --digest sha256:2f1c… --statement p.json --keyless', 'provenance, in CI'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options, operands } = parsed;
  const [file] = operands;
  if ((options.key === undefined) === (options.keyless !== true)) {
    throw new UsageError('Sign with --key FILE, or with --keyless.');
  }
  const cwd = process.cwd();
  const statement =
    options.statement === undefined ? undefined : await readNamedFile(options.statement, '--statement', cwd);
  const input = assembleInput(await readSignedThing(file, options.digest, cwd), statement);
  const signed = await sign(input, options, process);
  const text = `${JSON.stringify(signed, null, 2)}\n`;
  const output = options.output ?? (file === undefined ? undefined : `${file}.sigstore.json`);
  if (output === undefined) {
    await write(process.stdout, text);
    return exitCode.pass;
  }
  await store(resolve(cwd, output), output, text, options.force === true);
  await write(process.stderr, `Signed: ${output}\n`);
  return exitCode.pass;
}

async function sign(input: SigningInput, options: Options, process: ProcessPort): Promise<unknown> {
  if (options.key === undefined) {
    if (options.as === 'dsse') throw new UsageError('Keyless signatures need a bundle: leave out --as dsse.');
    const services: SigstoreServices = {
      fulcio: readUrl(options.fulcio, '--fulcio'),
      rekor: readUrl(options.rekor, '--rekor'),
      tsa: options.tsa === undefined ? undefined : readUrl(options.tsa, '--tsa'),
    };
    return signKeyless(input, services, process.env['SIGSTORE_ID_TOKEN']);
  }
  const pem = (await readNamedFile(options.key, '--key', process.cwd())).toString('utf8');
  const key = readSigningKey(pem, process.env[options.passphraseEnv], options.passphraseEnv);
  if (options.as === 'bundle') return signBundle(input, key);
  if (input.kind === 'message') {
    throw new UsageError(
      'A DSSE envelope holds a statement: add --digest or --statement, or leave out --as dsse.',
    );
  }
  return signEnvelope(input.payload, key);
}

function readUrl(text: string, option: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(
      `${option} needs an address that begins with https://; it got ${JSON.stringify(text)}.`,
    );
  }
  return text.replace(/\/$/, '');
}

async function store(path: string, name: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError(`${name} exists; add --force to overwrite it.`);
  }
}
