import type { Remark } from '../remark.ts';
import { entries, get, isGiven, placeOf, scalarText } from '../yaml/placed-value.ts';
import type { WorkflowCheck } from './workflow-check.ts';

/** Whether everything that is run from elsewhere is named by what never moves. */
export const checkPins: WorkflowCheck = ({ uses, jobs }, { trustedOwners }) => {
  const images = jobs
    .flatMap(({ value }) => [
      get(value, 'container'),
      get(value, 'container', 'image'),
      ...entries(get(value, 'services')).map(([, service]) => get(service, 'image')),
    ])
    .filter((image) => typeof image.value === 'string');
  return [...uses.map(({ reference }) => reference), ...images].flatMap((field): Remark[] => {
    const text = scalarText(field) ?? '';
    const isImage = images.includes(field) || text.startsWith('docker://');
    if (isImage ? /@sha256:[0-9a-f]{64}$/.test(text) : isPinnedAction(text, trustedOwners)) return [];
    return [
      {
        rule: 'workflow/action-not-pinned',
        message: `${text.slice(0, 120)} can change; expected ${isImage ? 'a digest' : 'the full commit after @'}.`,
        help: isImage
          ? 'Append @sha256: and the digest.'
          : 'Write the 40 digits of the commit, and the version in a comment behind it.',
        place: placeOf(field),
        about: text.split('@', 1)[0] ?? text,
      },
    ];
  });
};

export function isPinnedAction(text: string, trustedOwners: readonly string[]): boolean {
  if (text.startsWith('./')) return true;
  const at = text.indexOf('@');
  const owner = text.slice(0, text.indexOf('/')).toLowerCase();
  return at !== -1 && (trustedOwners.includes(owner) || /^[0-9a-f]{40}$/.test(text.slice(at + 1)));
}

/** Whether a job runs where nothing is left of the job before. */
export const checkRunners: WorkflowCheck = ({ jobs }) =>
  jobs.flatMap(({ name, value }): Remark[] => {
    const runner = get(value, 'runs-on');
    const labels = JSON.stringify(runner.value ?? '');
    if (!/"self-hosted"/i.test(labels) && !isGiven(get(runner, 'group'))) return [];
    return [
      {
        rule: 'workflow/self-hosted-runner',
        message: `Job ${name} runs on a self-hosted runner.`,
        help: 'Use a hosted runner, or one that is made anew for each job and say so in a waiver.',
        place: placeOf(runner),
        about: name,
      },
    ];
  });
