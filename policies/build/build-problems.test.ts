import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildBundle } from './build-bundle.ts';
import { BuildError, type BuildProblem } from './build-error.ts';
import { findOpa, type Opa } from './opa.ts';
import { TemporaryPolicies } from './testing/temporary-policies.ts';

const opa = (await findOpa(process.env)) as Opa;
const rule = 'rules/developer/license/rule.rego';
const cases = 'rules/developer/license/rule_test.rego';
const data = 'data/waivers.yaml';

let policies: TemporaryPolicies;
beforeEach(() => {
  policies = new TemporaryPolicies();
});
afterEach(() => policies[Symbol.dispose]());

interface Mistake {
  readonly name: string;
  readonly make: () => void;
  readonly at: string;
  readonly message: RegExp;
}

const mistakes: readonly Mistake[] = [
  {
    name: 'no metadata',
    make: () => policies.write(rule, policies.read(rule).replace(/^#.*\n/gm, '')),
    at: `${rule}:1:1`,
    message: /no `# METADATA` above the package/,
  },
  {
    name: 'metadata without an owner',
    make: () => policies.edit(rule, /#\s+owner:.*\n/, ''),
    at: `${rule}:4:3`,
    message: /custom needs the field owner/,
  },
  {
    name: 'an unknown field of metadata',
    make: () => policies.edit(rule, '#   level: deny', '#   level: deny\n#   levle: warn'),
    at: `${rule}:7:5`,
    message: /custom has no field "levle"\. Did you mean level\?/,
  },
  {
    name: 'a level that is none',
    make: () => policies.edit(rule, 'level: deny', 'level: error'),
    at: `${rule}:6:5`,
    message: /custom\.level must be deny, warn or notice; found "error"/,
  },
  {
    name: 'metadata that is no YAML',
    make: () => policies.edit(rule, 'kinds: [App, Connector]', 'kinds: [App'),
    at: `${rule}:`,
    message: /yaml/,
  },
  {
    name: 'a wrong folder',
    make: () => {
      policies.write('rules/developer/licence/rule.rego', policies.read(rule));
      policies.write('rules/developer/licence/rule_test.rego', policies.read(cases));
      policies.remove('rules/developer/license');
    },
    at: 'rules/developer/licence/rule.rego:5:5',
    message: /developer\/license belongs in rules\/developer\/license\/rule\.rego/,
  },
  {
    name: 'a wrong package',
    make: () => {
      policies.edit(rule, 'package souk.developer.license', 'package souk.developer.licence');
      policies.edit(
        cases,
        'import data.souk.developer.license',
        'import data.souk.developer.licence as license',
      );
    },
    at: `${rule}:12:9`,
    message: /must be souk\.developer\.license; found souk\.developer\.licence/,
  },
  {
    name: 'a rule that reads another',
    make: () =>
      policies.edit(
        rule,
        'if not input',
        'if data.souk.org.short_name.violation\n\nviolation contains {"path": "", "params": {}} if not input',
      ),
    at: `${rule}:1:1`,
    message: /reads data\.souk\.org\.short_name\.violation/,
  },
  {
    name: 'no cases',
    make: () => policies.remove(cases),
    at: `${rule}:1:1`,
    message: /has no cases: expected rules\/developer\/license\/rule_test\.rego/,
  },
  {
    name: 'cases that use another rule',
    make: () =>
      policies.edit(
        cases,
        'import data.souk.testing',
        'import data.souk.testing\n\nother := data.souk.org.short_name_test.config',
      ),
    at: `${cases}:6:10`,
    message: /Cases may use souk\.lib, .*; found data\.souk\.org\.short_name_test/,
  },
  {
    name: 'a test file without cases',
    make: () => policies.write(cases, 'package souk.developer.license_test\n\ntest_nothing if true\n'),
    at: `${cases}:1:1`,
    message: /Expected `config` and `cases`/,
  },
  {
    name: 'a case without an input',
    make: () => policies.edit(cases, /"input": testing\.input_of\(testing\.app\),\n\s*/, ''),
    at: `${cases}:1:1`,
    message: /1 of 2 cases have no `input` and `expect`/,
  },
  {
    name: 'a function that cannot read what a case gives it',
    make: () =>
      policies.edit(
        rule,
        'if not input',
        'if time.parse_rfc3339_ns(input.entity.name) > 0\n\nviolation contains {"path": "", "params": {}} if not input',
      ),
    at: `${rule}:14:1`,
    message: /In a case, time\.parse_rfc3339_ns: /,
  },
  {
    name: 'a syntax error',
    make: () => policies.edit(rule, 'if not', 'if not not'),
    at: `${rule}:15:1`,
    message: /unexpected eof/,
  },
  {
    name: 'an unused variable',
    make: () => policies.edit('lib/words.rego', 'count(split', 'n if n := 1; x := count(split'),
    at: 'lib/words.rego:3:',
    message: /./,
  },
  {
    name: 'a data file that no schema describes',
    make: () => policies.write('data/weather.yaml', 'sun: true\n'),
    at: 'data/weather.yaml:1:1',
    message: /no schema for it\. Known data files: .*waivers/,
  },
  {
    name: 'a data file of the wrong name',
    make: () => policies.write('data/Waivers.yaml', 'sun: true\n'),
    at: 'data/Waivers.yaml:1:1',
    message: /data\/<name>\.yaml/,
  },
  {
    name: 'data that is no YAML',
    make: () => policies.write(data, 'maxDays: 3\nnever: [\n'),
    at: `${data}:`,
    message: /./,
  },
  {
    name: 'data of the wrong type',
    make: () => policies.write(data, 'never: []\nmaxDays: soon\n'),
    at: `${data}:2:1`,
    message: /maxDays must be .*; found "soon"/,
  },
  {
    name: 'data with an unknown field',
    make: () => policies.write(data, 'never: []\nmaxDays: 3\n\n# Longest.\nmaxDay: 4\n'),
    at: `${data}:5:1`,
    message: /The file has no field "maxDay"\. Did you mean maxDays\?/,
  },
  {
    name: 'data without a required field',
    make: () => policies.write(data, 'never: []\n'),
    at: `${data}:1:1`,
    message: /The file needs the field maxDays/,
  },
  ...['sprintf("%d", [1])', 'http.send({})', 'time.clock(1)', 'crypto.sha256("a")', 'opa.runtime()'].map(
    (call): Mistake => {
      const [name = ''] = call.split('(');
      return {
        name: `a rule that calls ${name}`,
        make: () => policies.write(rule, `${policies.read(rule)}\nresult := ${call}\n`),
        at: `${rule}:16:11`,
        message: new RegExp(`There is no function ${name.replace('.', '\\.')} for rules`),
      };
    },
  ),
  {
    name: 'a rule that prints',
    make: () => policies.write(rule, `${policies.read(rule)}\nresult if print("here")\n`),
    at: `${rule}:16:`,
    message: /There is no function print for rules/,
  },
  {
    name: 'a list where only objects can be compared',
    make: () => policies.write(rule, `${policies.read(rule)}\nresult := object.subset([1], [1])\n`),
    at: `${rule}:16:`,
    message: /object\.subset/,
  },
  {
    name: 'a time zone where only UTC is known',
    make: () => policies.write(rule, `${policies.read(rule)}\nresult := time.diff([1, "Asia\\/Tokyo"], 2)\n`),
    at: `${rule}:16:`,
    message: /time\.diff|illegal/,
  },
];

describe.skipIf(opa === undefined)('when a source of the policies is wrong', () => {
  it.each(mistakes)('names file, line and reason: $name', async ({ make, at, message }) => {
    make();
    const problems = await problemsOf(policies.dir);
    const there = problems.filter(({ path, line, column }) => `${path}:${line}:${column}`.startsWith(at));
    expect(problems, JSON.stringify(problems)).not.toEqual([]);
    expect(there.map(({ message: text }) => text).join('\n'), JSON.stringify(problems)).toMatch(message);
  });

  it('names all problems of metadata at once', async () => {
    policies.edit(rule, 'level: deny', 'level: error');
    policies.edit('rules/org/short-name/rule.rego', 'stage: deny-new', 'stage: soon');
    expect((await problemsOf(policies.dir)).map(({ path }) => path)).toEqual([
      rule,
      'rules/org/short-name/rule.rego',
    ]);
  });
});

async function problemsOf(dir: string): Promise<readonly BuildProblem[]> {
  try {
    await buildBundle(dir, opa);
    return [];
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    expect(error.code, error.message).toBe('sources-invalid');
    return error.problems;
  }
}
