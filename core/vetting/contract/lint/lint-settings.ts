/**
 * Habits that the linter knows beyond what the specification asks. Its rules about examples are not among them: they run
 * patterns of the document on text of the document, which can be made to take for ever.
 */
export const lintHabits = [
  'info-contact',
  'info-license',
  'no-ambiguous-paths',
  'no-duplicated-enum-values',
  'no-empty-servers',
  'no-http-verbs-in-paths',
  'no-illogical-composition-keywords',
  'no-path-trailing-slash',
  'no-required-schema-properties-undefined',
  'no-server-trailing-slash',
  'no-unused-components',
  'operation-2xx-response',
  'operation-description',
  'operation-operationId-url-safe',
  'operation-summary',
  'operation-tag-defined',
  'parameter-description',
  'paths-kebab-case',
  'security-scopes-defined',
  'tag-description',
] as const;

export type LintHabit = (typeof lintHabits)[number];

/** How grave it is to be without a habit; one that is not named is not looked for. */
export type LintSettings = Readonly<Partial<Record<LintHabit, 'deny' | 'warn' | 'notice' | 'off'>>>;
