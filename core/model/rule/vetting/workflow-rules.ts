import { type BuiltInRule, deny, warn } from '../rule-table.ts';

export const workflowRules = {
  'workflow/unreadable': deny(
    'Workflow files can be read',
    'What no tool can read, nobody has checked: a file that is too large, no YAML, or that grows without end when it is read.',
  ),
  'workflow/action-not-pinned': deny(
    'Actions are pinned by commit',
    'A tag or branch moves: whoever takes over the action runs code with the secrets of the workflow.',
  ),
  'workflow/permissions': deny(
    'Workflows name their permissions',
    'Without a list, the token may do whatever the settings of the repository allow, often everything.',
  ),
  'workflow/untrusted-checkout': deny(
    'Privileged workflows do not check out proposed code',
    'pull_request_target and workflow_run have secrets and a token that writes; code from a fork must never run with them.',
  ),
  'workflow/script-injection': deny(
    'Scripts take untrusted text from variables',
    'Text of an event is pasted into the script before the shell reads it: a title can hold a command.',
  ),
  'workflow/secret-echoed': deny(
    'Secrets stay out of the log',
    'Masking fails for pieces, encodings and several lines; the log is kept and read by many.',
  ),
  'workflow/self-hosted-runner': warn(
    'Jobs run on fresh machines',
    'What one job leaves on a self-hosted runner, the next one finds.',
  ),
  'workflow/download-and-run': deny(
    'Jobs do not run what they download unseen',
    'Whoever controls the address at that moment runs code with the secrets of the job.',
  ),
  'workflow/verification-off': deny(
    'Certificates and signatures are verified',
    'Without verification, anybody on the way can put something else into the build.',
  ),
  'workflow/unsafe-commands': deny(
    'The log does not steer the job',
    'With unsecure commands allowed, any text that is printed can set variables and the path.',
  ),
} as const satisfies Record<string, BuiltInRule>;
