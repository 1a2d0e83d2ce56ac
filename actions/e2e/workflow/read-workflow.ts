import { readFile } from 'node:fs/promises';
import {
  convertWorkflowTemplate,
  isMapping,
  isSequence,
  isString,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';
import { convertActionTemplate, parseAction } from '@actions/workflow-parser/actions/index';
import type { Step, WorkflowTemplate } from '@actions/workflow-parser/model/workflow-template';
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';

export interface ReadStep {
  /** As written, or made up by the parser. */
  readonly id: string;
  /** Condition with the implied `success()`. */
  readonly condition: string;
  /** What it does besides: `uses`, `with`, `run`, `env` and so on, not yet evaluated. */
  readonly part: (name: string) => TemplateToken | undefined;
}

export interface ReadJob {
  readonly id: string;
  readonly needs: readonly string[];
  readonly condition: string;
  readonly steps: readonly ReadStep[];
  readonly part: (name: string) => TemplateToken | undefined;
}

export interface ReadWorkflow {
  readonly name: string;
  readonly events: WorkflowTemplate['events'];
  readonly jobs: readonly ReadJob[];
  readonly part: (name: string) => TemplateToken | undefined;
}

/** Keys of jobs that would change what runs, and that the runner does not know. */
const UNKNOWN_TO_RUNNER = ['strategy', 'container', 'services', 'uses'];

/**
 * Reads a workflow with GitHub's own parser and schema.
 *
 * @throws {Error} with everything that the parser finds wrong, or a key that the runner does not know
 */
export async function readWorkflow(path: string): Promise<ReadWorkflow> {
  const trace = new NoOperationTraceWriter();
  const { context, value } = parseWorkflow({ name: path, content: await readFile(path, 'utf8') }, trace);
  context.errors.check(`${path} is no workflow: `);
  if (value === undefined || !isMapping(value)) throw new Error(`${path} is no workflow.`);
  const { events, jobs } = await convertWorkflowTemplate(context, value);
  context.errors.check(`${path} is no workflow: `);
  const root = partsOf(value);
  const jobParts = partsOf(root('jobs'));
  const name = root('name');
  return {
    name: name !== undefined && isString(name) ? name.value : path,
    events,
    part: root,
    jobs: jobs.map((job) => {
      const part = partsOf(jobParts(job.id.value));
      const unknown = UNKNOWN_TO_RUNNER.find((key) => part(key) !== undefined);
      if (unknown !== undefined || job.type !== 'job') {
        throw new Error(`${path}: the runner does not know ${unknown} of the job ${job.id.value}.`);
      }
      return {
        id: job.id.value,
        needs: (job.needs ?? []).map((need) => need.value),
        condition: job.if.expression,
        steps: joinSteps(job.steps, part('steps')),
        part,
      };
    }),
  };
}

export interface ReadAction {
  readonly using: 'node24' | 'composite';
  /** Script of a JavaScript action, from the folder of the action. */
  readonly main: string;
  readonly steps: readonly ReadStep[];
  /** Defaults by the id of the input. */
  readonly inputs: ReadonlyMap<string, TemplateToken | undefined>;
  /** Of composite actions. */
  readonly outputs: ReadonlyMap<string, TemplateToken | undefined>;
}

/** @throws {Error} with everything that the parser finds wrong, or a kind of action that the runner does not know */
export async function readAction(path: string): Promise<ReadAction> {
  const trace = new NoOperationTraceWriter();
  const { context, value } = parseAction({ name: path, content: await readFile(path, 'utf8') }, trace);
  context.errors.check(`${path} is no action: `);
  if (value === undefined) throw new Error(`${path} is no action.`);
  const { runs, inputs = [], outputs = [] } = convertActionTemplate(context, value);
  context.errors.check(`${path} is no action: `);
  if (runs.using !== 'node24' && runs.using !== 'composite') {
    throw new Error(`${path}: the runner does not know actions that use ${runs.using}.`);
  }
  const steps = partsOf(partsOf(value)('runs'))('steps');
  return {
    using: runs.using,
    main: runs.using === 'node24' ? runs.main : '',
    steps: runs.using === 'composite' ? joinSteps(runs.steps, steps) : [],
    inputs: new Map(inputs.map((input) => [input.id, input.default])),
    outputs: new Map(outputs.map((output) => [output.id, output.value])),
  };
}

/** The parser's steps have conditions and ids, the written ones everything else. */
function joinSteps(steps: readonly Step[], written: TemplateToken | undefined): ReadStep[] {
  const tokens = written !== undefined && isSequence(written) ? Array.from(written) : [];
  return steps.map((step, index) => ({
    id: step.id,
    condition: step.if?.expression ?? 'success()',
    part: partsOf(tokens[index]),
  }));
}

function partsOf(token: TemplateToken | undefined): (name: string) => TemplateToken | undefined {
  const mapping: MappingToken | undefined = token !== undefined && isMapping(token) ? token : undefined;
  return (name) => mapping?.find(name);
}
