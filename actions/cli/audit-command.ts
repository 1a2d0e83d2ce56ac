import type { ExitCode } from './exit-code.ts';
import { type CommandGroup, runSubcommand } from './subcommands.ts';
import type { ProcessPort } from './terminal.ts';

const group: CommandGroup = {
  name: 'souk audit',
  description: 'Work on the log of who did what.',
  subcommands: {
    verify: {
      summary: 'Find out whether anything in it was changed',
      load: () => import('./audit/verify-command.ts'),
    },
    export: { summary: 'Keep a copy of all of it', load: () => import('./audit/export-command.ts') },
  },
  examples: [
    ['souk audit verify', 'the log of the controller on this machine'],
    ['souk audit export https://souk.example.com --out audit.jsonl', 'a copy to keep'],
    ['souk audit verify audit.jsonl --key audit-key.pub.pem', 'the copy, against your key'],
  ],
};

export function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  return runSubcommand(group, args, process);
}
