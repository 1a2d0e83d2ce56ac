import type { ExitCode } from './exit-code.ts';
import { type CommandGroup, runSubcommand } from './subcommands.ts';
import type { ProcessPort } from './terminal.ts';

/** What an admin does with the rules. */
const group: CommandGroup = {
  name: 'souk policy',
  description: 'Work on the rules that judge the catalog.',
  subcommands: {
    build: {
      summary: 'Compile rules and data to the bundle that checks use',
      load: () => import('./policy/build-command.ts'),
    },
    test: {
      summary: 'Run the cases of every rule, by OPA and by the engine',
      load: () => import('./policy/test-command.ts'),
    },
    docs: { summary: 'Write a page for every rule', load: () => import('./policy/docs-command.ts') },
    impact: {
      summary: 'Show what a change of the rules does to the catalog',
      load: () => import('./policy/impact-command.ts'),
    },
    explain: {
      summary: 'Show what a rule asks, and what it sees of an entity',
      load: () => import('./policy/explain-command.ts'),
    },
    bench: {
      summary: 'Time every rule and name the slow ones',
      load: () => import('./policy/bench-command.ts'),
    },
  },
  examples: [
    ['souk policy build && souk policy impact', 'what your edit of a rule would change'],
    ['souk policy explain developer/license', 'what a rule asks, and why'],
  ],
};

export function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  return runSubcommand(group, args, process);
}
