import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Project extends AsyncDisposable {
  readonly path: string;
}

/** Says what it was given, and what it sees of the environment; its output is what it read. */
const PROBE = `
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { env } = process;
appendFileSync(env.GITHUB_OUTPUT, 'said<<END\\n' + (env.INPUT_SAY ?? 'nothing') + '\\nEND\\n');
appendFileSync(env.GITHUB_STEP_SUMMARY, '# ' + env.INPUT_SAY + '\\n');
console.log('environment ' + Object.keys(env).toSorted().join(' '));
console.log('node ' + process.version);
console.log('event ' + JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')).action);
console.log('home is empty ' + !existsSync(env.HOME + '/.gitconfig'));
console.log('file ' + (existsSync('a.txt') ? readFileSync('a.txt', 'utf8').trim() : 'none'));
if (env.INPUT_FAIL === 'true') { console.log('::error::It fails.'); process.exit(1); }
`;

const PROBE_ACTION = `
name: Probe
description: Says what it sees.
inputs:
  say: { description: What to say., required: false, default: "\${{ github.event_name }}" }
  fail: { description: Whether to fail., required: false }
  token: { description: A token., required: false }
outputs:
  said: { description: What it said. }
runs: { using: node24, main: dist/index.js }
`;

const PAIR_ACTION = `
name: Pair
description: Probes twice.
inputs:
  word: { description: A word., required: true }
outputs:
  both: { description: Both., value: "\${{ steps.one.outputs.said }}+\${{ steps.two.outputs.said }}" }
runs:
  using: composite
  steps:
    - { id: one, uses: ./actions/probe, with: { say: "\${{ inputs.word }}" } }
    - { id: two, uses: ./actions/probe, with: { say: two } }
`;

/** A folder with one workflow \`w.yml\`, the action \`./actions/probe\` and the composite \`./.github/actions/pair\`. */
export async function makeProject(workflow: string): Promise<Project> {
  const path = await mkdtemp(join(tmpdir(), 'souk-project-'));
  const files = {
    '.github/workflows/w.yml': workflow,
    '.github/actions/pair/action.yml': PAIR_ACTION,
    'actions/probe/action.yml': PROBE_ACTION,
    'actions/probe/dist/index.js': PROBE,
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
