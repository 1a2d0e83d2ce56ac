import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ActionInputs, readActionInputs } from './check-action-use.ts';
import { checkStep, checkWorkflow } from './check-workflow.ts';
import { readCompositeSteps } from './read-workflow.ts';
import { NoOperationTraceWriter, parseAction, parseWorkflow } from './workflow-parser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const workflows = globSync('.github/workflows/*.yml', { cwd: root }).toSorted();
const actions = globSync('actions/*/action.yml', { cwd: root }).toSorted();
const composites = globSync('.github/actions/*/action.yml', { cwd: root }).toSorted();

function inputsOf(uses: string): ActionInputs | undefined {
  const path = join(uses, 'action.yml');
  return existsSync(join(root, path)) ? readActionInputs(read(path)) : undefined;
}

describe('when the workflows of this repository are looked at', () => {
  it('finds them all', () => {
    expect(workflows.map((path) => path.split('/').at(-1))).toEqual([
      'ci.yml',
      'feedback.yml',
      'policy.yml',
      'publish.yml',
      'release.yml',
      'request.yml',
      'rescan.yml',
      'review.yml',
      'verdict.yml',
    ]);
  });

  it.each([
    ...workflows.map((path) => [path, parseWorkflow] as const),
    ...[...actions, ...composites].map((path) => [path, parseAction] as const),
  ])('finds %s valid by the parser of GitHub', (path, parse) => {
    const file = { name: path, content: read(path) };
    const { context } = parse(file, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
  });

  it.each(workflows)('finds nothing in %s that must not be', (path) => {
    expect(checkWorkflow(read(path), inputsOf)).toEqual([]);
  });

  it.each(composites)('finds nothing in %s that must not be', (path) => {
    const steps = readCompositeSteps(read(path));
    expect(steps).not.toEqual([]);
    expect(steps.flatMap((step) => checkStep(step, inputsOf))).toEqual([]);
  });

  it.each([...workflows, ...composites])('finds a version beside each commit in %s', (path) => {
    const bare = read(path).match(/^ +(- )?uses: (?!\.\/).*$/gm) ?? [];
    expect(bare.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('runs the trusted workflow for everything that a verdict depends on', () => {
    const text = read('.github/workflows/verdict.yml');
    const events = ['pull_request_target', 'workflow_run', 'merge_group', 'push', 'workflow_dispatch'];
    expect(events.filter((event) => !new RegExp(`^  ${event}:`, 'm').test(text))).toEqual([]);
    expect(text).toMatch(/workflows: \[Review\]/);
    expect(read('.github/workflows/review.yml')).toMatch(/^name: Review$/m);
  });

  it('sets up the Node that npm brings', () => {
    const { dependencies } = JSON.parse(read('package.json'));
    expect(read('.node-version').trim()).toBe(dependencies.node);
  });
});
