import type { Remark } from '../remark.ts';
import type { ShellCommand, ShellWord } from '../shell/shell-command.ts';
import type { ContainerCheck } from './container-check.ts';
import { type ContainerInstruction, lastStage, lineage } from './container-file.ts';
import { commandsOf } from './script-commands.ts';

/** Whether the build installs the same packages tomorrow, and leaves nothing of the installing behind. */
export const checkPackages: ContainerCheck = (file) => {
  const last = lastStage(file);
  const shipped = new Set(last === undefined ? [] : lineage(last));
  return file.stages.flatMap((stage) =>
    stage.instructions
      .filter(({ keyword }) => keyword === 'RUN')
      .flatMap((instruction) => checkInstruction(instruction, shipped.has(stage))),
  );
};

interface PackageManager {
  readonly programs: RegExp;
  /** The words that make it install. */
  readonly verb: RegExp;
  readonly optionsWithValue: readonly string[];
  readonly isPinned: (name: string) => boolean;
  /** Whether a command of the same step keeps its cache out of the layer; undefined where the cache is of no weight. */
  readonly keepsLayerClean: ((commands: readonly ShellCommand[], own: ShellCommand) => boolean) | undefined;
  readonly example: string;
  readonly cleanUp: string;
}

const removes = (commands: readonly ShellCommand[], path: string): boolean =>
  commands.some(({ name, args }) => name === 'rm' && args.some(({ text }) => text.startsWith(path)));

const has = ({ args }: ShellCommand, option: string): boolean => args.some(({ text }) => text === option);

const managers: readonly PackageManager[] = [
  {
    programs: /^apt(?:-get)?$/,
    verb: /^install$/,
    optionsWithValue: ['-o', '-t', '-c', '--target-release'],
    isPinned: (name) => name.includes('='),
    keepsLayerClean: (commands) => removes(commands, '/var/lib/apt/lists'),
    example: 'curl=8.5.0-2',
    cleanUp: '`rm -rf /var/lib/apt/lists/*` in the same RUN',
  },
  {
    programs: /^apk$/,
    verb: /^add$/,
    optionsWithValue: ['-t', '--virtual', '-X', '--repository', '-p', '--root'],
    isPinned: (name) => /[=~<>]/.test(name) || name.startsWith('.'),
    keepsLayerClean: (commands, own) => has(own, '--no-cache') || removes(commands, '/var/cache/apk'),
    example: 'curl=8.5.0-r0',
    cleanUp: '`--no-cache`',
  },
  {
    programs: /^pip\d?(?:\.\d+)?$/,
    verb: /^install$/,
    optionsWithValue: [
      '-r',
      '-c',
      '-e',
      '-i',
      '-t',
      '-f',
      '--requirement',
      '--constraint',
      '--index-url',
      '--extra-index-url',
      '--target',
      '--prefix',
    ],
    isPinned: (name) => /===?|@/.test(name) || name.endsWith('.whl'),
    keepsLayerClean: (commands, own) =>
      has(own, '--no-cache-dir') ||
      commands.some(({ assignments }) => assignments.some(({ name }) => name === 'PIP_NO_CACHE_DIR')),
    example: 'requests==2.32.3',
    cleanUp: '`--no-cache-dir`',
  },
  {
    programs: /^(?:npm|pnpm)$/,
    verb: /^(?:install|i|add)$/,
    optionsWithValue: ['--prefix', '--registry', '-w', '--workspace'],
    isPinned: (name) => name.indexOf('@', 1) !== -1 && !name.endsWith('@latest'),
    keepsLayerClean: undefined,
    example: 'typescript@5.9.3',
    cleanUp: '',
  },
];

function checkInstruction(instruction: ContainerInstruction, isShipped: boolean): Remark[] {
  const commands = commandsOf(instruction);
  const hasCacheMount = instruction.flags.some(
    ({ name, value }) => name === 'mount' && value.includes('type=cache'),
  );
  return commands.flatMap((command) => {
    const manager = managers.find(({ programs }) => programs.test(command.name));
    const verb = manager === undefined ? -1 : command.args.findIndex(({ text }) => manager.verb.test(text));
    if (manager === undefined || verb === -1) return [];
    const loose = packagesOf(command, verb, manager).filter(({ text }) => !manager.isPinned(text));
    const isClean =
      !isShipped ||
      hasCacheMount ||
      manager.keepsLayerClean === undefined ||
      manager.keepsLayerClean(commands, command);
    return [
      ...(loose[0] === undefined ? [] : [remarkLoose(loose[0], loose, manager)]),
      ...(isClean ? [] : [remarkCache(command, manager)]),
    ];
  });
}

/** Names of packages among the words behind the verb; not files, folders and what a variable decides. */
function packagesOf({ args }: ShellCommand, verb: number, { optionsWithValue }: PackageManager): ShellWord[] {
  return args
    .slice(verb + 1)
    .filter(
      ({ text }, i, words) =>
        !text.startsWith('-') &&
        !optionsWithValue.includes(words[i - 1]?.text ?? '') &&
        !/^(?:\.|\/|\$|https?:|git\+|file:)/.test(text),
    );
}

function remarkLoose(first: ShellWord, loose: readonly ShellWord[], { example }: PackageManager): Remark {
  const names = loose.slice(0, 5).map(({ text }) => text);
  const more = loose.length - names.length;
  return {
    rule: 'container/unpinned-packages',
    message: `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} ${loose.length === 1 ? 'has' : 'have'} no version.`,
    help: `Name the version, as in ${example}, or install from a lock file.`,
    place: { offset: first.offset, endOffset: first.endOffset },
    about: names.join(' '),
  };
}

function remarkCache({ name, offset, endOffset }: ShellCommand, { cleanUp }: PackageManager): Remark {
  return {
    rule: 'container/package-cache',
    message: `${name} leaves its cache in the layer.`,
    help: `Use ${cleanUp}, or \`RUN --mount=type=cache\`.`,
    place: { offset, endOffset },
  };
}
