import type { ExitCode } from './exit-code.ts';
import { type CommandGroup, runSubcommand } from './subcommands.ts';
import type { ProcessPort } from './terminal.ts';

const group: CommandGroup = {
  name: 'souk sbom',
  description: 'Work on bills of materials: what software is made of.',
  subcommands: {
    generate: {
      summary: 'Write one from lockfiles, running nothing',
      load: () => import('./sbom/generate-command.ts'),
    },
    verify: {
      summary: 'Say whether one is valid, and belongs to an entry',
      load: () => import('./sbom/verify-command.ts'),
    },
    score: {
      summary: 'Show how good one is, and where points are lost',
      load: () => import('./sbom/score-command.ts'),
    },
  },
  examples: [
    ['souk sbom generate crm-sync --output sbom.cdx.json', 'from the lockfile of a connector'],
    ['souk sbom verify sbom.cdx.json --entry .', 'before you commit it'],
    ['souk sbom score sbom.cdx.json', 'what it lacks'],
  ],
};

export function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  return runSubcommand(group, args, process);
}
