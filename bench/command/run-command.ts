/** Where a bench writes. */
export interface BenchPort {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  readonly stderr: Pick<NodeJS.WriteStream, 'write'>;
}

/** What every bench can be asked for. */
export interface CommonOptions {
  readonly json: boolean;
  readonly help: boolean;
}

/** The same for `parseArgs`. */
export const commonOptions = {
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export interface BenchCommand<Options extends CommonOptions> {
  readonly name: string;
  readonly help: string;
  /** @throws with a sentence that says what is wrong */
  readonly readOptions: (args: readonly string[]) => Options;
  /** Gives what is printed, without the last line break. */
  readonly measure: (options: Options) => Promise<string>;
}

/** Reads the options of a bench, measures, prints, and gives the exit code. */
export async function runCommand<Options extends CommonOptions>(
  { name, help, readOptions, measure }: BenchCommand<Options>,
  args: readonly string[],
  { stdout, stderr }: BenchPort,
): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    stderr.write(`${reason}\nSee: npm run -s bench -- ${name} --help\n`);
    return 2;
  }
  stdout.write(`${options.help ? help : await measure(options)}\n`);
  return 0;
}

/** The result on one line, or on many. */
export function printJson(result: object, { json }: CommonOptions): string {
  return json ? JSON.stringify(result) : JSON.stringify(result, null, 2);
}
