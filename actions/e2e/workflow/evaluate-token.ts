import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import {
  isBasicExpression,
  isBoolean,
  isMapping,
  isNumber,
  isSequence,
  isString,
} from '@actions/workflow-parser';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';

/** How what is needed by a job, or what came before a step, stands. */
export type Standing = 'success' | 'failure';

/** Values by the names of contexts, such as `github` and `steps`. */
export interface Scope {
  readonly contexts: Readonly<Record<string, unknown>>;
  readonly standing: Standing;
}

/** Contexts that exist wherever an expression stands; the ones without a value are empty. */
const CONTEXTS = [
  'github',
  'needs',
  'steps',
  'inputs',
  'vars',
  'secrets',
  'runner',
  'env',
  'job',
  'strategy',
  'matrix',
];

/** A part of a workflow as plain data, its expressions evaluated. */
export function evaluateToken(token: TemplateToken, scope: Scope): unknown {
  if (isBasicExpression(token)) return evaluateExpression(token.expression, scope);
  if (isString(token) || isNumber(token) || isBoolean(token)) return token.value;
  if (isSequence(token)) return Array.from(token, (item) => evaluateToken(item, scope));
  if (isMapping(token)) {
    return Object.fromEntries(
      Array.from(token, ({ key, value }) => [String(evaluateToken(key, scope)), evaluateToken(value, scope)]),
    );
  }
  return null;
}

/** Value of an expression, by GitHub's own evaluator. */
function evaluateExpression(expression: string, scope: Scope): unknown {
  const result = evaluate(expression, scope);
  return JSON.parse(JSON.stringify(result, data.replacer));
}

/** Whether a condition holds. */
export function holds(condition: string, scope: Scope): boolean {
  return evaluateExpression(`!(!(${condition}))`, scope) === true;
}

function evaluate(expression: string, { contexts, standing }: Scope): data.ExpressionData {
  const functions = statusFunctions(standing);
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, CONTEXTS, functions).parse();
  const known = Object.fromEntries(CONTEXTS.map((name) => [name, contexts[name] ?? {}]));
  const values: data.ExpressionData = JSON.parse(JSON.stringify(known), data.reviver);
  if (!(values instanceof data.Dictionary)) throw new Error('Contexts are expected to be an object.');
  return new Evaluator(parsed, values, new Map(functions.map((one) => [one.name, one]))).evaluate();
}

function statusFunctions(standing: Standing): FunctionDefinition[] {
  const answers = {
    success: standing === 'success',
    failure: standing === 'failure',
    always: true,
    cancelled: false,
  };
  return Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: name === 'always' || name === 'cancelled' ? 0 : 255,
    call: () => new data.BooleanData(answer),
  }));
}
