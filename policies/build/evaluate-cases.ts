import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import type { Sources } from '../engine/sources.ts';
import { BuildError, type BuildProblem, refuse } from './build-error.ts';
import type { Opa } from './opa.ts';

/** The parts of a rule by which its cases are found. */
export type RuleUnderTest = Pick<PolicyRule, 'id' | 'package' | 'source'>;

/** A case as its test file states it, with what OPA says of it. */
export interface EvaluatedCase {
  readonly name: string;
  readonly input: unknown;
  /** The violations that the author expects, in the order of OPA. */
  readonly expect: readonly unknown[];
  readonly violations: readonly unknown[];
}

export interface EvaluatedRule {
  readonly id: string;
  /** What the rule reads as `data.config` in its cases. */
  readonly config: unknown;
  /** In the order of their names. */
  readonly cases: readonly EvaluatedCase[];
}

export interface EvaluatedCases {
  /** Complete inputs that cases are usually made of, by name. */
  readonly bases: Readonly<Record<string, unknown>>;
  readonly rules: readonly EvaluatedRule[];
}

interface Recording {
  readonly bases?: Readonly<Record<string, unknown>>;
  readonly rules?: Readonly<
    Record<
      string,
      {
        readonly config: unknown;
        readonly named: number;
        readonly cases: Readonly<Record<string, Omit<EvaluatedCase, 'name'>>>;
      }
    >
  >;
}

/** Where the cases of a rule are. */
export function testOf(source: string): string {
  return source.replace(/\.rego$/, '_test.rego');
}

/**
 * Runs the cases of rules by OPA itself.
 *
 * @throws {BuildError} `sources-invalid` when a rule has no cases, or one that the rule does not answer
 */
export async function evaluateCases(
  rules: readonly RuleUnderTest[],
  sources: Sources,
  dir: string,
  opa: Opa,
): Promise<EvaluatedCases> {
  refuseWithoutTests(rules, sources);
  refuse(rules.flatMap((rule) => foreignReferences(rule, sources)));
  const { bases = {}, rules: recorded = {} } = await record(rules, sources, dir, opa);
  refuse(
    rules.flatMap(({ id, source }) => {
      const rule = recorded[id];
      const answered = Object.keys(rule?.cases ?? {}).length;
      if (rule !== undefined && answered > 0 && answered === rule.named) return [];
      const message =
        rule === undefined || rule.named === 0
          ? 'Expected `config` and `cases`, as policies/README.md shows.'
          : `${rule.named - answered} of ${rule.named} cases have no \`input\` and \`expect\`, or the rule does not answer them.`;
      return [{ path: testOf(source), line: 1, column: 1, message }];
    }),
  );
  return {
    bases,
    rules: rules.map(({ id }) => {
      const { config, cases = {} } = recorded[id] ?? { config: {} };
      const names = Object.keys(cases).sort();
      return {
        id,
        config,
        cases: names.flatMap((name) => (cases[name] === undefined ? [] : { name, ...cases[name] })),
      };
    }),
  };
}

function refuseWithoutTests(rules: readonly RuleUnderTest[], sources: Sources): void {
  refuse(
    rules
      .filter(({ source }) => !sources.has(testOf(source)))
      .map(({ id, source }) => ({
        path: source,
        line: 1,
        column: 1,
        message: `The rule ${id} has no cases: expected ${testOf(source)}.`,
      })),
  );
}

/** Cases stand on their own: a change of one rule must not change what is recorded of another. */
function foreignReferences({ package: own, source }: RuleUnderTest, sources: Sources): BuildProblem[] {
  const folder = `${posix.dirname(source)}/`;
  const allowed = ['souk.lib', 'souk.testing', own, `${own}_test`].map((name) => `data.${name}`);
  return [...sources]
    .filter(([path]) => path.startsWith(folder) && path.endsWith('_test.rego'))
    .flatMap(([path, text]) =>
      text.split('\n').flatMap((line, i) =>
        [...line.replace(/^\s*#.*/, '').matchAll(/\bdata\.souk\b[\w.]*/g)]
          .filter(([name]) => !allowed.some((prefix) => name === prefix || name.startsWith(`${prefix}.`)))
          .map(
            ({ 0: name, index }): BuildProblem => ({
              path,
              line: i + 1,
              column: index + 1,
              message: `Cases may use souk.lib, souk.testing and their own rule; found ${name}.`,
            }),
          ),
      ),
    );
}

async function record(
  rules: readonly RuleUnderTest[],
  sources: Sources,
  dir: string,
  opa: Opa,
): Promise<Recording> {
  const temporary = await mkdtemp(join(tmpdir(), 'souk-cases-'));
  try {
    const recorder = join(temporary, 'recorder.rego');
    await writeFile(recorder, renderRecorder(rules, sources));
    const folders = ['lib', ...(hasFolder(sources, 'testing') ? ['testing'] : [])];
    const data = [...folders, ...rules.map(({ source }) => posix.dirname(source)), recorder];
    const { stdout, stderr, exitCode } = await opa.run(
      [
        ...['eval', '--format', 'raw', '--strict-builtin-errors'],
        ...data.flatMap((path) => ['--data', path]),
        'data.souk.recorder',
      ],
      { cwd: dir },
    );
    if (exitCode !== 0) {
      const said = stderr.trim() || stdout.trim();
      refuse(builtinErrors(said));
      throw new BuildError('opa-failed', `The cases could not be run: ${said}`);
    }
    return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Recording);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** A function that is given what it cannot read ends the run: the rule has to look first. */
function builtinErrors(said: string): BuildProblem[] {
  return [...said.matchAll(/(\S+\.rego):(\d+): eval_builtin_error: (.*)/g)].map(
    ([, path = '', line, reason]): BuildProblem => ({
      path,
      line: Number(line),
      column: 1,
      message: `In a case, ${reason}. Check what may be anything before a function reads it.`,
    }),
  );
}

function hasFolder(sources: Sources, name: string): boolean {
  return sources.keys().some((path) => path.startsWith(`${name}/`));
}

function renderRecorder(rules: readonly RuleUnderTest[], sources: Sources): string {
  const records = rules.map(
    ({ id, package: name }) => `rules[${JSON.stringify(id)}] := {
	"config": data.${name}_test.config,
	"named": count(data.${name}_test.cases),
	"cases": {name: {"input": case.input, "expect": case.expect, "violations": violations} |
		some name, case in data.${name}_test.cases
		violations := data.${name}.violation with input as case.input with data.config as data.${name}_test.config
	},
}`,
  );
  return `package souk.recorder\n\n${[...renderBases(sources), ...records].join('\n\n')}\n`;
}

/** Builders of `testing/` that make the usual inputs, where there are such. */
const usualInputs = [
  { name: 'app', builder: 'input_of' },
  { name: 'connector', builder: 'input_of' },
  { name: 'installation', builder: 'input_of_installation' },
] as const;

function renderBases(sources: Sources): string[] {
  const texts = [...sources].flatMap(([path, text]) => (path.startsWith('testing/') ? text : []));
  const declares = (pattern: RegExp): boolean => texts.some((text) => pattern.test(text));
  return usualInputs
    .filter(
      ({ name, builder }) =>
        declares(new RegExp(`^${name} :=`, 'm')) && declares(new RegExp(`^${builder}\\(`, 'm')),
    )
    .map(
      ({ name, builder }) =>
        `bases[${JSON.stringify(name)}] := data.souk.testing.${builder}(data.souk.testing.${name})`,
    );
}
