import { describe, expect, it } from 'vitest';
import { findVariables } from './find-variables.ts';

const found = async (text: string, name = 'main.tf') => [
  ...(await findVariables(new Map([[name, new TextEncoder().encode(text)]]))),
];

describe('when the variables of a module are looked for', () => {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: they are expressions of the language
  it.each([
    ['one', 'variable "name" { type = string }', ['name']],
    ['several', 'variable "a" {}\nlocals { x = 1 }\nvariable "b" {\n  default = "}"\n}', ['a', 'b']],
    ['one without quotes', 'variable name {}', ['name']],
    ['none in a block', 'locals {\n variable "x" {}\n}', []],
    ['none in a comment', '# variable "a" {}\n// variable "b" {}\n/* variable "c" {} */', []],
    ['none in a text', 'locals { x = "\\" variable \\"a\\" {" }\nvariable "b" {}', ['b']],
    [
      'none in a template',
      'locals { x = "${join("}", ["{"])} %{ if true }{%{ endif }" }\nvariable "b" {}',
      ['b'],
    ],
    ['none after an escaped template', 'locals { x = "$${" }\nvariable "b" {}', ['b']],
    [
      'none in a here document',
      'locals {\n x = <<-EOT\n variable "a" {\n "\n EOT\n}\nvariable "b" {}',
      ['b'],
    ],
    ['none of another word', 'my_variable "a" {}\nvariables "b" {}', []],
  ])('finds %s', async (_name, text, names) => {
    expect(await found(text)).toEqual(names);
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are expressions of the language

  it.each([
    ['an object', '{"variable":{"a":{},"b":{}}}', ['a', 'b']],
    ['a list', '{"variable":[{"a":{}},{"b":{}}]}', ['a', 'b']],
    ['none', '{"locals":{}}', []],
  ])('reads JSON: %s', async (_name, text, names) => {
    expect(await found(text, 'variables.tf.json')).toEqual(names);
  });

  it.each([
    [
      'main.tf',
      'variable "a" {}\nvariable "b" {',
      /^The module can't be read\. main\.tf:2:14: Not valid Terraform/,
    ],
    ['main.tf.json', '{"variable": [}', /^The module can't be read\. main\.tf\.json:1:/],
  ])('says where %s is no Terraform', async (name, text, message) => {
    await expect(found(text, name)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(message),
    });
  });

  it('reads no other files', async () => {
    expect(await found('variable "a" {}', 'README.md')).toEqual([]);
    expect(await found('variable "a" {}', 'main.tofu')).toEqual(['a']);
  });
});
