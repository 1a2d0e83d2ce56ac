import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { isExampleValue } from './example-value.ts';
import type { SearchedText, SecretMatch } from './secret-match.ts';

const prefix = '@secretlint/secretlint-rule-';
/**
 * The comment filter would let a submitted file silence the search. The others are done here: by form rather than by
 * length of key, with every scheme, and without opening a path on disk.
 */
const leftOut = new Set([
  'filter-comments',
  'privatekey',
  'gcp',
  'basicauth',
  'database-connection-string',
  'npm',
]);
const cloudRules = new Set(['aws', 'cloudflare', 'hashicorp-vault']);
const shortName = (id: string): string => id.slice(prefix.length);

const config = {
  rules: rules
    .filter(({ meta }) => !leftOut.has(shortName(meta.id)))
    .map((rule) =>
      shortName(rule.meta.id) === 'aws'
        ? // An account id is no secret.
          { id: rule.meta.id, rule, options: { enableIDScanRule: true }, allowMessageIds: ['AWSAccountID'] }
        : { id: rule.meta.id, rule },
    ),
};

/** Ids of users, groups and roles, which AWS writes like those of keys. */
const awsIdentity = /^(?:AGPA|AIDA|AROA|AIPA|ANPA|ANVA)/;

/** What secretlint's rules find. Of its result only places are used: the rest holds the text in clear. */
export async function runSecretlint(
  { name, text }: SearchedText,
  exampleWords: readonly string[],
): Promise<SecretMatch[]> {
  // It keeps marks of each rule and file for ever, and takes longer than the search.
  secretLintProfiler.setEnabled(false);
  const { messages } = await lintSource({
    source: { filePath: name, content: text, contentType: 'text' },
    options: { config, noPhysicFilePath: true },
  });
  return messages.flatMap(({ ruleId, range }) => {
    const [offset, endOffset] = range;
    const secret = text.slice(offset, endOffset);
    const service = shortName(ruleId);
    if (isExampleValue(secret, exampleWords) || awsIdentity.test(secret)) return [];
    return [
      {
        rule: cloudRules.has(service) ? ('secret/cloud-key' as const) : ('secret/token' as const),
        what: `A credential of ${service}`,
        secret,
        offset,
        endOffset,
      },
    ];
  });
}
