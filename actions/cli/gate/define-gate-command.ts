import { Command } from 'commander';
import { GITHUB_ACTIONS } from '../../gate-setup/run-gate-setup.ts';
import { addExamples } from '../parse-arguments.ts';

export interface GateOptions {
  readonly repository: string;
  readonly appId: string;
  readonly apiUrl: string;
  readonly rulesets: string;
  readonly labels: string;
}

export function defineGateCommand(name: 'apply' | 'verify', description: string): Command {
  const command = new Command(`souk gate ${name}`)
    .description(
      `${description}\nTakes a token from GITHUB_TOKEN: administration, to see who may bypass and to write; apply also issues, for labels.`,
    )
    .allowExcessArguments(false)
    .requiredOption('--repository <owner/name>', 'repository to protect')
    .option(
      '--app-id <number>',
      'app that publishes the verdict; GitHub Actions when absent, which is weaker',
      String(GITHUB_ACTIONS),
    )
    .option('--api-url <url>', 'API of an Enterprise server: https://<host>/api/v3', 'https://api.github.com')
    .option('--rulesets <dir>', 'folder with rulesets as JSON', '.github/rulesets')
    .option('--labels <file>', 'list of labels as YAML', '.github/labels.yml');
  return addExamples(command, [
    [`souk gate ${name} --repository acme/souk --app-id 123456`, 'on github.com'],
    [
      `souk gate ${name} --repository acme/souk --app-id 7 --api-url https://git.acme.com/api/v3`,
      'on a server',
    ],
  ]);
}
