import { join } from 'node:path';
import { plainText } from '@souk/model/report/plain-text.ts';
import type { Colors } from '../report/colors.ts';
import { plural } from '../report/count-words.ts';
import {
  type CaseFailure,
  coverageOf,
  hasFailures,
  type PolicyTestOutcome,
  type RuleTestOutcome,
} from './run-policy-tests.ts';

export interface TestView {
  /** The policies folder as the reader may name it. */
  readonly shownFolder: string;
  readonly threshold: number;
  readonly ms: number;
  readonly colors: Colors;
}

/** The outcome of the tests, for people: what failed comes last, where the eye is. */
export function renderPolicyTests(outcome: PolicyTestOutcome, view: TestView): string {
  const sections = [
    renderRules(outcome.rules, view.colors),
    renderOthers(outcome, view),
    renderFailures(outcome.rules, view),
    renderCoverage(outcome, view),
    renderSummary(outcome, view),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function renderRules(rules: readonly RuleTestOutcome[], colors: Colors): string {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  return rules
    .map(({ id, cases, failures, differences }) => {
      const wrong = new Set([...failures, ...differences].map(({ name }) => name)).size;
      const mark = wrong === 0 ? colors.green('✔') : colors.red('✖');
      const count = wrong === 0 ? plural(cases, 'case') : colors.red(`${cases - wrong} of ${cases} cases`);
      return `  ${mark} ${plainText(id).padEnd(width)}  ${wrong === 0 ? colors.dim(count) : count}`;
    })
    .join('\n');
}

function renderOthers({ others }: PolicyTestOutcome, { shownFolder, colors }: TestView): string {
  if (others.length === 0) return '';
  const failed = others.filter(({ passed }) => !passed);
  if (failed.length === 0) {
    return `  ${colors.green('✔')} ${plural(others.length, 'test')} of the libraries`;
  }
  return failed
    .map(({ name, path, line, failed: parts }) =>
      [
        `  ${colors.red('✖')} ${colors.bold(plainText(name))}`,
        `    ${colors.dim(`${join(shownFolder, path)}:${line}`)}`,
        ...parts.map((part) => `    ${plainText(part)}`),
      ].join('\n'),
    )
    .join('\n');
}

function renderFailures(rules: readonly RuleTestOutcome[], view: TestView): string {
  return rules
    .flatMap((rule) => [
      ...rule.failures.map((failure) => renderFailure(rule, failure, ['expected', 'actual'], view)),
      ...rule.differences.map((failure) => renderFailure(rule, failure, ['OPA', 'engine'], view)),
    ])
    .join('\n\n');
}

function renderFailure(
  { id, path }: RuleTestOutcome,
  { name, line, expected, actual, difference, reason }: CaseFailure,
  [left, right]: readonly [string, string],
  { shownFolder, colors }: TestView,
): string {
  const width = Math.max(left.length, right.length) + 2;
  const same = expected.length - difference.missing.length;
  const side = (title: string, texts: readonly string[], all: number, paint: (text: string) => string) => {
    const lines = texts.map((text) => paint(plainText(asRego(text))));
    const first = all === 0 ? [colors.dim('no violation')] : lines;
    return (first.length === 0 ? [colors.dim('nothing more')] : first).map(
      (text, i) => `    ${(i === 0 ? title : '').padEnd(width)}${text}`,
    );
  };
  const what = left === 'OPA' ? 'the engine differs from OPA' : 'fails';
  return [
    `${colors.red('✖')} ${colors.bold(`${plainText(id)}: ${plainText(name)}`)}  ${colors.red(what)}`,
    `    ${colors.dim(`${join(shownFolder, path)}:${line}`)}`,
    ...side(left, difference.missing, expected.length, colors.green),
    ...(reason === undefined
      ? side(right, difference.unexpected, actual.length, colors.red)
      : [`    ${right.padEnd(width)}${colors.red(plainText(reason))}`]),
    ...(same > 0 && reason === undefined ? [colors.dim(`    ${''.padEnd(width)}and ${same} the same`)] : []),
  ].join('\n');
}

/** A violation as it would be written in a case. */
function asRego(text: string): string {
  const { path, params, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify({ path, params, ...rest }, undefined, 1)
    .replace(/\n\s*(?=[}\]])/g, '')
    .replace(/(?<=[{[])\n\s*/g, '')
    .replace(/\n\s*/g, ' ');
}

function renderCoverage(outcome: PolicyTestOutcome, { shownFolder, threshold, colors }: TestView): string {
  const { coverage } = outcome;
  if (coverage === undefined) {
    return colors.dim(`Coverage is measured when all tests ${hasFailures(outcome) ? 'pass' : 'run'}.`);
  }
  const percent = coverageOf(coverage);
  const enough = percent >= threshold;
  const lines = coverage.flatMap(({ path, uncovered }) =>
    uncovered.map((line) => `    ${join(shownFolder, plainText(path))}:${line}`),
  );
  const share = `${floorTo(percent)} % of the lines of rules and libraries are evaluated by tests`;
  return [
    `${enough ? colors.green('✔') : colors.red('✖')} ${share}${enough ? '' : colors.red(`, ${threshold} % are asked for`)}`,
    ...(lines.length === 0 ? [] : [colors.dim('  not these:'), ...lines.map((line) => colors.dim(line))]),
  ].join('\n');
}

function renderSummary(
  { rules, others, coverage }: PolicyTestOutcome,
  { threshold, ms, colors }: TestView,
): string {
  const cases = rules.reduce((sum, rule) => sum + rule.cases, 0);
  const failures = rules.reduce((sum, rule) => sum + rule.failures.length, 0);
  const differences = rules.reduce((sum, rule) => sum + rule.differences.length, 0);
  const failedOthers = others.filter(({ passed }) => !passed).length;
  const low = coverage !== undefined && coverageOf(coverage) < threshold;
  const time = colors.dim(` in ${(ms / 1000).toFixed(1)} s`);
  const wrong = [
    ...(failures === 0 ? [] : [`${failures} of ${cases} cases`]),
    ...(failedOthers === 0 ? [] : [`${failedOthers} of ${others.length} other tests`]),
    ...(differences === 0 ? [] : [`${plural(differences, 'difference')} between OPA and the engine`]),
    ...(low ? ['coverage'] : []),
  ];
  if (wrong.length > 0) return `${colors.red(colors.bold('✖ fail'))}  ${wrong.join(', ')}${time}`;
  const also = others.length === 0 ? '' : ` and ${plural(others.length, 'other test')}`;
  return `${colors.green(colors.bold('✔ pass'))}  ${plural(cases, 'case')} of ${plural(rules.length, 'rule')}${also}; OPA and the engine agree${time}`;
}

/** Never shown as reached when it is not. */
function floorTo(percent: number): string {
  return (Math.floor(percent * 10) / 10).toFixed(1).replace(/\.0$/, '');
}
