import { judge } from './find-assignments.ts';
import { isHarmless, looksDrawn, looksLikePassword } from './judge-value.ts';
import type { SecretMatch } from './secret-match.ts';
import type { SecretSettings } from './secret-settings.ts';
import { unwrapBase64 } from './unwrap-base64.ts';

const secretDocument = /^kind:[ \t]*["']?Secret\b/m;
const block = /^(?<name>data|stringData):[ \t]*\n(?<lines>(?:[ \t]+[^\n]*\n?|[ \t]*\n)+)/gm;
const field = /^[ \t]+["']?(?<key>[\w.-]{1,253})["']?:[ \t]*["']?(?<value>[^\s"'#|>]{6,4000})["']?[ \t]*$/gm;
const publicKey = /\.(?:crt|pem|pub)$|username|user$|host|port$|name$|url$|endpoint/i;

/** Values in the manifest of a Kubernetes Secret, which are secrets whatever their names are. */
export function findKubernetesSecrets(text: string, settings: SecretSettings): SecretMatch[] {
  if (!secretDocument.test(text)) return [];
  return splitDocuments(text)
    .filter(({ document }) => secretDocument.test(document))
    .flatMap(({ document, start }) =>
      [...document.matchAll(block)].flatMap((match) => {
        const lines = match.groups?.['lines'] ?? '';
        const linesStart = start + match.index + match[0].length - lines.length;
        return [...lines.matchAll(field)].flatMap((line) => {
          const { key = '', value = '' } = line.groups ?? {};
          const clear = match.groups?.['name'] === 'data' ? unwrapBase64(value) : value;
          if (clear === undefined || publicKey.test(key)) return [];
          const offset = linesStart + line.index + line[0].lastIndexOf(value);
          const found = judgeSecretValue(key, clear.trim(), settings);
          return found === undefined
            ? []
            : [{ ...found, secret: clear.trim(), offset, endOffset: offset + value.length }];
        });
      }),
    );
}

function judgeSecretValue(
  key: string,
  value: string,
  settings: SecretSettings,
): Pick<SecretMatch, 'rule' | 'what'> | undefined {
  const judged = judge(key, value, settings);
  if (judged !== undefined || isHarmless(value, settings.exampleWords)) return judged;
  return looksDrawn(value, settings.randomness) || looksLikePassword(value)
    ? { rule: 'secret/password', what: `A value of a Kubernetes Secret in ${key}` }
    : undefined;
}

function splitDocuments(text: string): { readonly document: string; readonly start: number }[] {
  let start = 0;
  return text.split(/^(?=---)/m).map((document) => {
    const piece = { document, start };
    start += document.length;
    return piece;
  });
}
