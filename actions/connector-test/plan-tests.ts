/** A program and its arguments. */
export interface ToolCall {
  readonly tool: string;
  readonly args: readonly string[];
}

/** One way in which the files of a connector say that they are tested. */
export interface TestPlan {
  /** Gets what the tests need, with a network; scripts of packages are not run. */
  readonly install?: ToolCall;
  /** Runs the tests, without a network. */
  readonly test: ToolCall;
}

const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json'];
const nodeTest = /^tests?\/(?:.*\/)?[^/]+\.(?:[cm]?js|[cm]?ts)$/;
const pythonTest = /^tests\/(?:.*\/)?test[^/]*\.py$/;

/**
 * How the tests of a connector are run, by the conventions that docs/author.md names. Empty where it has none.
 *
 * @param paths files, by path within the folder of the connector
 * @param manifest text of its package.json, where it has one
 */
export function planTests(paths: readonly string[], manifest: string | undefined): TestPlan[] {
  const scripts = paths.filter((path) => nodeTest.test(path));
  const plans: TestPlan[] = [];
  if (manifest !== undefined && hasTestScript(manifest)) {
    plans.push({ ...installOf(paths), test: { tool: 'npm', args: ['test'] } });
  } else if (scripts.length > 0) {
    plans.push({ ...installOf(paths), test: { tool: 'node', args: ['--test', ...scripts] } });
  }
  if (paths.some((path) => path.endsWith('_test.go')))
    plans.push({ test: { tool: 'go', args: ['test', './...'] } });
  if (paths.some((path) => pythonTest.test(path)))
    plans.push({ test: { tool: 'python3', args: ['-m', 'unittest', 'discover', '--start', 'tests'] } });
  return plans;
}

function installOf(paths: readonly string[]): Pick<TestPlan, 'install'> {
  if (!paths.some((path) => lockfiles.includes(path))) return {};
  return { install: { tool: 'npm', args: ['ci', '--ignore-scripts', '--no-audit', '--no-fund'] } };
}

/** One that is no JSON is left to npm, which says what is wrong with it. */
function hasTestScript(manifest: string): boolean {
  try {
    const script: unknown = JSON.parse(manifest)?.scripts?.test;
    return typeof script === 'string' && script.trim() !== '';
  } catch {
    return true;
  }
}

/** As one would type it. */
export function formatCall({ tool, args }: ToolCall): string {
  return [tool, ...args].join(' ');
}
