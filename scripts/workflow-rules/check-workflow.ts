import { type ActionInputs, checkActionUse } from './check-action-use.ts';
import { type Job, readWorkflow, recordOf, type Step } from './read-workflow.ts';

/** Run with the files of the change: whatever they say, whoever wrote the change says. */
const UNTRUSTED_EVENTS = ['pull_request', 'pull_request_review'];

/** The checked-out tree must be that of the default branch; for some of these it is not by itself. */
const GUARDED_EVENTS = ['pull_request_target', 'workflow_run', 'merge_group', 'issues', 'schedule'];

const DEFAULT_BRANCH = '${{ github.event.repository.default_branch }}';

/** Name of the required check: a job of this name would look like the verdict. */
const REQUIRED_CHECK = 'souk';

type JobRule = (job: Job) => readonly string[];

/** Each names what it asks for; it returns what is wrong. */
const jobRules: readonly JobRule[] = [
  function saysWhatItMayDo({ permissions, timeout }) {
    return [
      ...(typeof permissions === 'object' && permissions !== null ? [] : ['has no permissions of its own']),
      ...(typeof timeout === 'number' ? [] : ['has no timeout']),
    ];
  },
  function isNotTheRequiredCheck({ name }) {
    return name.toLowerCase() === REQUIRED_CHECK ? [`is called ${name}, as the required check`] : [];
  },
  function givesTheChangeNothing(job) {
    if (!runsFor(job, UNTRUSTED_EVENTS)) return [];
    const written = Object.entries(recordOf(job.permissions)).filter(([, level]) => level !== 'read');
    return [
      ...written.map(([scope, level]) => `may ${level} ${scope} while it runs what the change says`),
      ...(job.text.includes('secrets.') ? ['uses a secret while it runs what the change says'] : []),
      ...(job.environment === undefined ? [] : ['has an environment while it runs what the change says']),
    ];
  },
  function keepsSecretsInTheEnvironment(job) {
    return job.text.includes('secrets.') && job.environment !== 'souk'
      ? ['uses a secret outside the environment souk']
      : [];
  },
  function neverChecksOutTheHead(job) {
    return job.steps
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
      .flatMap((step) => checkoutProblems(job, step));
  },
  function fetchesNothingBesides(job) {
    if (!runsFor(job, GUARDED_EVENTS)) return [];
    return job.steps.flatMap(({ uses, run }) => [
      ...(/\bgit\s+(\S+\s+)*?(fetch|pull|checkout|switch|worktree|clone)\b|\bgh\s+pr\s+checkout\b/.test(
        run ?? '',
      )
        ? ['gets files with Git where the token can write']
        : []),
      ...(uses?.startsWith('actions/download-artifact@')
        ? ['takes an artifact where the token can write']
        : []),
    ]);
  },
  function usesNoCache(job) {
    return job.steps.flatMap(({ uses, with: inputs }) => [
      ...(uses?.startsWith('actions/cache') ? ['uses a cache'] : []),
      ...(inputs['cache'] === undefined ? [] : ['has its set-up use a cache']),
    ]);
  },
];

/**
 * What a workflow does that workflows here must not. Empty when all is well.
 *
 * @param inputsOf declared inputs of an action of this repository; undefined when there is no such action
 */
export function checkWorkflow(
  text: string,
  inputsOf: (path: string) => ActionInputs | undefined,
): readonly string[] {
  const { permissions, jobs } = readWorkflow(text);
  const open = permissions === null || JSON.stringify(permissions) !== '{}';
  return [
    ...(open ? ['Its permissions are not {}.'] : []),
    ...jobs.flatMap((job) =>
      [
        ...jobRules.flatMap((rule) => rule(job)),
        ...job.steps.flatMap((step) => checkStep(step, inputsOf)),
      ].map((problem) => `Job ${job.id} ${problem}.`),
    ),
  ];
}

/** What holds for steps of workflows and of composite actions. */
export function checkStep(
  step: Step,
  inputsOf: (path: string) => ActionInputs | undefined,
): readonly string[] {
  return [
    ...(step.run?.includes('${{') ? ['puts a value into a script; hand it over as env'] : []),
    ...(step.uses === undefined ? [] : checkActionUse({ ...step, uses: step.uses }, inputsOf)),
  ];
}

function checkoutProblems(job: Job, { with: inputs }: Step): string[] {
  const guarded = runsFor(job, GUARDED_EVENTS);
  return [
    ...(inputs['persist-credentials'] === false ? [] : ['leaves the token in the checked-out tree']),
    ...(inputs['allow-unsafe-pr-checkout'] === undefined ? [] : ['allows code of forks to be checked out']),
    ...(guarded && inputs['ref'] !== DEFAULT_BRANCH
      ? ['does not say that it checks out the default branch']
      : []),
    ...(guarded && inputs['repository'] !== undefined ? ['checks out another repository'] : []),
  ];
}

function runsFor(job: Job, events: readonly string[]): boolean {
  return job.events.some((event) => events.includes(event));
}
