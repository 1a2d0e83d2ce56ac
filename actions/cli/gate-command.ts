import type { ExitCode } from './exit-code.ts';
import { type CommandGroup, runSubcommand } from './subcommands.ts';
import type { ProcessPort } from './terminal.ts';

const group: CommandGroup = {
  name: 'souk gate',
  description:
    'Set up what protects a repository on GitHub: rulesets, labels, and settings that they rest on.',
  subcommands: {
    apply: {
      summary: 'Make rulesets and labels what the files say',
      load: () => import('./gate/apply-command.ts'),
    },
    verify: { summary: 'Say what is not as it has to be', load: () => import('./gate/verify-command.ts') },
  },
  examples: [
    ['souk gate verify --repository acme/souk --app-id 123456', 'changes nothing'],
    ['souk gate apply --repository acme/souk --app-id 123456', 'can be run again at any time'],
  ],
};

export function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  return runSubcommand(group, args, process);
}
