import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someSettings, vettedWith } from './testing/vetted.ts';
import { vetArtifacts } from './vet-artifacts.ts';

const MEGABYTE = 1024 * 1024;
const fill = (text: string, size = 200_000): string => text.repeat(Math.ceil(size / text.length));

/** Names that lead to each of the linters. */
const names = [
  'Dockerfile',
  'deploy.yaml',
  'main.tf',
  'main.tf.json',
  'runbook.md',
  '.github/workflows/a.yml',
] as const;

async function rulesFor(files: Record<string, string | Uint8Array>): Promise<string[]> {
  const { findings, evidence } = await vetArtifacts(vettedWith(files), someSettings);
  expect(structuredClone({ findings, evidence })).toEqual({ findings, evidence });
  return [...new Set(findings.map(({ rule }) => rule))].toSorted();
}

const bomb = `apiVersion: v1
kind: ConfigMap
a: &a [x,x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]
f: [*e,*e,*e,*e,*e,*e,*e,*e,*e]
`;

const quiet = `FROM registry.example.com/a@sha256:${'a'.repeat(64)}\nUSER 1\nHEALTHCHECK CMD true\n`;
const expression = '$'.concat('{{ github.event.x }}');

const refused: readonly (readonly [
  name: string,
  file: string,
  content: string | Uint8Array,
  rule: string,
])[] = [
  ['an alias bomb', 'deploy.yaml', bomb, 'deploy/unreadable'],
  ['an alias bomb in a workflow', '.github/workflows/a.yml', bomb, 'workflow/unreadable'],
  ['many aliases', 'deploy.yaml', `a: &a 1\nb: [${fill('*a,', 1000)}]\n`, 'deploy/unreadable'],
  ['a mapping within itself', 'deploy.yaml', 'a: &a\n  b: *a\n', 'deploy/unreadable'],
  ['deep YAML', 'deploy.yaml', `${'['.repeat(100)}${']'.repeat(100)}`, 'deploy/unreadable'],
  ['deep JSON', 'main.tf.json', `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`, 'terraform/unreadable'],
  ['a list as a key', 'deploy.yaml', '? [a]\n: 1\n', 'deploy/unreadable'],
  ['many documents', 'deploy.yaml', fill('---\na: 1\n', 10_000), 'deploy/unreadable'],
  ['a file that is too large', 'Dockerfile', `${quiet}# ${'a'.repeat(MEGABYTE)}`, 'container/unreadable'],
  ['bytes that are no text', 'main.tf', Uint8Array.of(0xff, 0xfe), 'terraform/unreadable'],
  ['a NUL', 'Dockerfile', 'FROM a\0', 'container/unreadable'],
  ['deep Terraform', 'main.tf', `a = ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`, 'terraform/unreadable'],
  ['open substitutions', 'Dockerfile', `${quiet}RUN ${fill('$(')}\n`, 'container/unreadable'],
  ['open arithmetic', 'Dockerfile', `${quiet}RUN ${fill('$((')}\n`, 'container/unreadable'],
  ['scripts in scripts', 'Dockerfile', `${quiet}RUN ${fill('eval eval ', 500)}x\n`, 'container/unreadable'],
  ['deep blocks', 'main.tf', `${fill('a {\n', 5_000)}${fill('}\n', 5_000)}`, 'terraform/unreadable'],
  ['deep templates', 'main.tf', `a = "${fill('${"', 5_000)}`, 'terraform/unreadable'],
  [
    'brackets that strings seem to close',
    'main.tf',
    `a = ${fill('[ "]", ', 50_000)}\n`,
    'terraform/unreadable',
  ],
  ['signs in a row', 'main.tf', `a = ${fill('! ', 5_000)}true\n`, 'terraform/unreadable'],
  ['conditions in conditions', 'main.tf', `a = ${fill('x?y:', 50_000)}1\n`, 'terraform/unreadable'],
  ['directives in directives', 'main.tf', `a = "${fill('%{ if x }', 50_000)}"\n`, 'terraform/unreadable'],
  ['many stages', 'Dockerfile', fill('FROM a\n', 10_000), 'container/unreadable'],
];

/** Texts that take quadratic or exponential time where a pattern or a parser is careless. */
const costly: readonly (readonly [name: string, file: string, text: string])[] = [
  ['options of one letter', 'Dockerfile', `FROM a\nRUN curl -${fill('a')}! | sh\n`],
  ['a long pipe', 'Dockerfile', `FROM a\nRUN ${fill('a|')}b\n`],
  ['open quotes', 'Dockerfile', `FROM a\nRUN ${fill('"$(\'')}\n`],
  ['scripts in scripts', 'Dockerfile', `FROM a\nRUN ${fill("sh -c '", 20_000)}\n`],
  ['many lines', 'Dockerfile', `FROM a\nRUN a ${fill('\\\n  && b ')}\n`],
  ['modes of chmod', 'Dockerfile', `FROM a\nRUN chmod ${fill('ugo')} x\n`],
  [
    'variables that double',
    'Dockerfile',
    `${Array.from({ length: 60 }, (_, i) => `ARG A${i + 1}=$A${i}$A${i}`).join('\n')}\nARG A0=x\nFROM $A60\n`,
  ],
  ['many secrets', 'Dockerfile', `FROM a\nENV ${fill('X_TOKEN=b ')}\n`],
  ['many here-documents', 'Dockerfile', `FROM a\n${fill('RUN <<A\nb\nA\n')}`],
  ['a long image', 'Dockerfile', `FROM ${fill('a/')}:${fill(':')}\n`],
  [
    'many keys',
    'deploy.yaml',
    `apiVersion: v1\nkind: ConfigMap\ndata:\n${Array.from({ length: 10_000 }, (_, i) => `  k${i}_token: x${i}`).join('\n')}\n`,
  ],
  [
    'many expressions in a line',
    '.github/workflows/a.yml',
    `jobs: {a: {steps: [{run: "${fill(expression, 100_000)}"}]}}\n`,
  ],
  [
    'many expressions over lines',
    '.github/workflows/a.yml',
    `jobs:\n  a:\n    steps:\n      - run: |\n${fill(`          echo ${expression}\n`, 100_000)}`,
  ],
  ['open expressions', '.github/workflows/a.yml', `jobs: {a: {steps: [{run: "${fill('${{')}"}]}}\n`],
  ['open templates', 'main.tf', `a = "${fill('${"')}\n`],
  [
    'many blocks',
    'main.tf',
    Array.from(
      { length: 2_000 },
      (_, i) => `resource "aws_s3_bucket" "b${i}" {\n  acl = "public-read"\n}\n`,
    ).join(''),
  ],
  ['a policy of blanks', 'main.tf', `resource "aws_iam_policy" "x" {\n  policy = "${fill('Action ')}"\n}\n`],
];

describe('when a file is hostile', () => {
  it.each(refused)('refuses %s', async (_, file, content, rule) => {
    expect(await rulesFor({ [file]: content })).toEqual([rule]);
  });

  it.each(costly)('gets through %s', async (_, file, text) => {
    await rulesFor({ [file]: text });
  });

  it('shows the alias that is one too many', async () => {
    const text = `a: &a 1\nb: [${'*a, '.repeat(101)}]\n`;
    const { findings } = await vetArtifacts(vettedWith({ 'deploy.yaml': text }), someSettings);
    expect(findings.map(({ message }) => message)).toEqual(['The file uses more than 100 aliases.']);
  });

  it('tells of a rule at most fifty times for a file, and how often in all', async () => {
    const files = { Dockerfile: `${quiet}${'RUN sudo a\n'.repeat(2_000)}` };
    const { findings } = await vetArtifacts(vettedWith(files), someSettings);
    expect(findings).toHaveLength(50);
    expect(findings.at(-1)?.message).toBe('The build uses sudo. The file has 2,000 of these in all.');
  });

  it('throws at nothing that text can be', async () => {
    const pieces = fc.constantFrom(
      'FROM a\n',
      'RUN ',
      'curl x | sh',
      '\\\n',
      '<<A\n',
      '"',
      "'",
      '${{',
      '}}',
      '{',
      '}',
      '[',
      ']',
      '\n',
      '- ',
      ': ',
      'a',
      '*a',
      '&a ',
      '# ',
      '|',
      '$(',
      '`',
      'resource "a" "b" ',
      ' = ',
      'apiVersion: v1\n',
      'kind: Pod\n',
      'jobs:\n',
      '\t',
      '\r',
      '\u{1F600}',
      '\ud800',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), text, async (name, content) => {
        const { findings } = await vetArtifacts(vettedWith({ [name]: content }), someSettings);
        for (const { place } of findings) {
          if (!('offset' in place)) continue;
          expect(place.offset).toBeGreaterThanOrEqual(0);
          expect(place.endOffset).toBeGreaterThanOrEqual(place.offset);
          expect(place.endOffset).toBeLessThanOrEqual(content.length + 1);
        }
      }),
      { numRuns: 600 },
    );
  });
});

describe('when the settings name levels', () => {
  it('changes and silences rules', async () => {
    const files = { Dockerfile: 'FROM node\nUSER 1\nHEALTHCHECK CMD true\nRUN sudo a\n' };
    const levels = { 'container/latest-tag': 'warn', 'container/sudo': 'off' } as const;
    const { findings } = await vetArtifacts(vettedWith(files), { ...someSettings, levels });
    expect(findings.map(({ rule, level }) => `${level} ${rule}`)).toEqual(['warn container/latest-tag']);
  });

  it('refuses a rule that does not exist', async () => {
    const settings = { ...someSettings, levels: { 'container/sudoo': 'off' } as const };
    await expect(vetArtifacts(vettedWith({}), settings)).rejects.toThrow('container/sudoo');
  });
});
