import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Copy, DockerfileParser, type Instruction } from 'dockerfile-ast';

/** A stage that was built: a folder that stands for the root of its file system, and how it is run. */
export interface BuiltStage {
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

export interface BuildInputs {
  readonly containerfile: string;
  readonly context: string;
  /** Folder for the stages. */
  readonly scratch: string;
  readonly tell: (text: string) => void;
}

/**
 * Does what a Containerfile says in plain folders, without an engine: stages, files, commands of npm. What the base
 * image and its package manager would bring is taken from this machine. Gives the last stage.
 */
export function buildStages({ containerfile, context, scratch, tell }: BuildInputs): BuiltStage {
  const stages = new Map<string, BuiltStage>();
  let stage: BuiltStage | undefined;
  let name = '';
  for (const instruction of DockerfileParser.parse(readFileSync(containerfile, 'utf8')).getInstructions()) {
    const args = instruction.getArguments().map((argument) => argument.getValue());
    if (instruction.getKeyword() === 'FROM') {
      name = args[2] ?? `stage-${stages.size}`;
      stage = openStage(join(scratch, name), stages.get(args[0] ?? ''));
    } else if (stage !== undefined) {
      stage = carryOut(instruction, args, stage, { context, stages, tell });
    }
    if (stage !== undefined) stages.set(name, stage);
  }
  if (stage === undefined) throw new Error(`${containerfile} has no stage.`);
  return stage;
}

function openStage(root: string, base: BuiltStage | undefined): BuiltStage {
  mkdirSync(root, { recursive: true });
  if (base !== undefined) cpSync(base.root, root, { recursive: true, verbatimSymlinks: true });
  const plain = { workdir: '/', env: {}, user: undefined, entrypoint: [], command: [], healthcheck: [] };
  return { ...plain, ...base, root };
}

interface Surroundings extends Pick<BuildInputs, 'context' | 'tell'> {
  readonly stages: ReadonlyMap<string, BuiltStage>;
}

function carryOut(
  instruction: Instruction,
  args: readonly string[],
  stage: BuiltStage,
  { context, stages, tell }: Surroundings,
): BuiltStage {
  const content = instruction.getArgumentsContent() ?? '';
  switch (instruction.getKeyword()) {
    case 'WORKDIR':
      mkdirSync(join(stage.root, args[0] ?? ''), { recursive: true });
      return { ...stage, workdir: args[0] ?? '/' };
    case 'COPY': {
      const from = instruction instanceof Copy ? instruction.getFromFlag()?.getValue() : undefined;
      const source = from === undefined || from === null ? context : stages.get(from)?.root;
      if (source === undefined) throw new Error(`There is no stage ${from}.`);
      copy(source, args.slice(0, -1), join(stage.root, stage.workdir), args.at(-1) ?? '.');
      return stage;
    }
    case 'RUN':
      run(content, args, stage, tell);
      return stage;
    case 'ENV':
      return {
        ...stage,
        env: { ...stage.env, ...Object.fromEntries(args.map((pair) => splitAt(pair, '='))) },
      };
    case 'USER':
      return { ...stage, user: args[0] };
    case 'ENTRYPOINT':
      return { ...stage, entrypoint: JSON.parse(content) };
    case 'CMD':
      return { ...stage, command: JSON.parse(content) };
    case 'HEALTHCHECK':
      return { ...stage, healthcheck: JSON.parse(content.slice(content.indexOf('['))) };
    case 'VOLUME':
      mkdirSync(join(stage.root, args[0] ?? ''), { recursive: true });
      return stage;
    case 'EXPOSE':
      return stage;
  }
  throw new Error(`${instruction.getKeyword()} is not understood here.`);
}

function copy(source: string, paths: readonly string[], workdir: string, to: string): void {
  for (const path of paths) {
    const from = join(source, path);
    const target = to.endsWith('/') && statSync(from).isFile() ? join(to, basename(path)) : to;
    cpSync(from, resolve(workdir, target), { recursive: true, verbatimSymlinks: true });
  }
}

function run(
  content: string,
  args: readonly string[],
  { root, workdir }: BuiltStage,
  tell: (text: string) => void,
): void {
  if (args[0] !== 'npm') {
    tell(`Left to the base image: ${args[0]}`);
    return;
  }
  tell(`RUN ${content.replace(/\s*\\?\n\s*/g, ' ')}`);
  execFileSync('bash', ['-c', content], { cwd: join(root, workdir), stdio: ['ignore', 'ignore', 'inherit'] });
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + 1)];
}
