import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-action-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const runtime = JSON.stringify(join(import.meta.dirname, 'run-action.ts'));
const faults = JSON.stringify(join(import.meta.dirname, 'action-fault.ts'));

/** Runs the body of an action as a workflow would: a process with nothing but the variables of the runner. */
function act(body: string, variables: Record<string, string> = {}) {
  const script = join(folder, 'action.mts');
  writeFileSync(
    script,
    `import { runAction } from ${runtime};\nimport { ActionFault } from ${faults};\nawait runAction(async (context) => {\n${body}\n});\n`,
  );
  for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    env: {
      GITHUB_REPOSITORY: 'acme/souk',
      GITHUB_RUN_ID: '42',
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      ...variables,
    },
  });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { status, stdout, stderr, output: read('output'), summary: read('summary') };
}

const finding = (level: string, rule: string): string =>
  `{ rule: '${rule}', level: '${level}', message: 'm', help: 'h', docs: '', location: { path: 'a', line: 1, column: 1, endLine: 1, endColumn: 2 } }`;

describe('when an action ends', () => {
  it.each([
    ['0 for a pass', 'return 0;', 0],
    ['1 for a denial', 'return 1;', 1],
    ['2 for a wrong input', "context.requiredInput('token'); return 0;", 2],
    ['3 for a fault that is known', "throw new ActionFault('github', 'It does not answer.');", 3],
    ['3 for one that is not', "throw new TypeError('x is undefined');", 3],
    ['3 for one that nobody waits for', "setTimeout(() => { throw new Error('late'); }); return 0;", 3],
  ])('returns %s', (_name, body, status) => {
    expect(act(body).status).toBe(status);
  });

  it('says of a fault that it is not the fault of the author, and where to run again', () => {
    const { stdout } = act("throw new ActionFault('github', 'It says:\\n::error::100%');");
    expect(stdout).toBe(
      '::error title=Souk could not do its work::It says:%0A\\::error::100%25%0AThis is not your fault, and nothing was found wrong with the change. Run the job again at https://github.com/acme/souk/actions/runs/42; if it fails again, tell the platform team.\n',
    );
  });
});

describe('when an action reads its inputs', () => {
  it('takes what the step says, without white space around it', () => {
    const body = "context.log.info(context.input('fail-on') + context.flag('all')); return 0;";
    expect(act(body, { 'INPUT_FAIL-ON': ' warn ', INPUT_ALL: 'true' }).stdout).toContain('\nwarntrue\n');
  });

  it.each([
    ["context.flag('all')", { INPUT_ALL: 'yes' }, 'The input all takes true or false, and got "yes".'],
    ["context.requiredInput('token')", {}, 'The input token is not given.'],
  ])('says what is wrong with one: %s', (read, variables, message) => {
    expect(act(`${read}; return 0;`, variables).stdout).toContain(message);
  });
});

describe('when an action tells its results', () => {
  it('writes an output so that no line of it can be another output', () => {
    const { output } = act("context.setOutput('verdict', 'pass\\ntoken=stolen'); return 0;");
    expect(output).toMatch(/^verdict<<(ghadelimiter_\S+)\npass\ntoken=stolen\n\1\n$/);
  });

  it('cuts a summary that has no room, with a notice', () => {
    const body =
      "for (const mark of ['é', 'b', 'c']) await context.appendSummary((mark.repeat(99) + '\\n').repeat(4000)); return 0;";
    const { summary } = act(body);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
    expect(summary).toMatch(/^é{99}\n[\s\S]*\nb{99}\n\n\n> The rest is left out: [^\n]+\n$/);
  });

  it('annotates ten findings of a type, the gravest first, and says how many are left', () => {
    const many = [finding('deny', 'x/deny'), finding('error', 'x/error'), finding('warn', 'x/warn')];
    const { stdout } = act(
      `context.annotate([...Array(8)].flatMap(() => [${many.join(', ')}])); context.annotate([${many[2]}]); return 0;`,
    );
    const titles = stdout.match(/(?<=,title=)[^:]+/g) ?? [];
    expect(titles).toEqual([
      ...Array(8).fill('x/error'),
      ...Array(2).fill('x/deny'),
      ...Array(9).fill('x/warn'),
    ]);
    expect(stdout).toContain('\n6 more findings are in the summary; a step shows 10 of a kind on lines.\n');
  });
});
