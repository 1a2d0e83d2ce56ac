import type { ContractRule } from '@souk/model/rule/vetting/contract-rules.ts';

/** What the linter checks in any case, by its own names, and the rules that its problems are reported under. */
export const lintRules: Readonly<Record<string, { readonly rule: ContractRule; readonly help: string }>> = {
  struct: structure('Write it as the specification has it.'),
  'no-identical-paths': structure('Keep one of the two paths.'),
  'path-not-include-query': structure('Describe the query as parameters.'),
  'path-declaration-must-exist': structure('Give the parameter of the path a name.'),
  'operation-parameters-unique': structure('Describe each parameter once.'),
  'no-enum-type-mismatch': structure('Give the values the type of the schema, or correct the type.'),
  'no-schema-type-mismatch': structure('Name the type that the keywords are about.'),
  'no-undefined-server-variable': structure('Describe the variable under `variables` of the server.'),
  'no-server-variables-empty-enum': structure('List the values, or leave `enum` out.'),
  'spec-components-invalid-map-name': structure('Use letters, digits, dots, dashes and underscores.'),
  'path-parameters-defined': {
    rule: 'contract/path-parameter',
    help: 'Describe the parameter with `in: path`, under the name that the path has it.',
  },
};

function structure(help: string): { readonly rule: ContractRule; readonly help: string } {
  return { rule: 'contract/structure', help };
}
