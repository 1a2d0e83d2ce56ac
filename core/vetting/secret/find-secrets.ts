import { cloudKeyForms } from './cloud-key-forms.ts';
import { findAssignments } from './find-assignments.ts';
import { findConnectionStrings } from './find-connection-strings.ts';
import { findPrivateKeys } from './find-private-keys.ts';
import { findKubernetesSecrets } from './kubernetes-secret.ts';
import { passwordForms } from './password-forms.ts';
import { runSecretlint } from './run-secretlint.ts';
import { findForms } from './secret-form.ts';
import type { SearchedText, SecretMatch } from './secret-match.ts';
import type { SecretSettings } from './secret-settings.ts';
import { tokenForms } from './token-forms.ts';
import { unwrapBase64 } from './unwrap-base64.ts';
import { withoutOverlaps } from './without-overlaps.ts';

const base64Run = /[A-Za-z0-9+/]{32,}={0,2}/g;
/** What is wrapped has one place, so that a reader needs no more than a few findings on it. */
const mostInOneRun = 20;
const forms = [...cloudKeyForms, ...tokenForms, ...passwordForms];

/** Every secret in a text, in order and without overlaps. Base64 is unwrapped once. */
export async function findSecrets(source: SearchedText, settings: SecretSettings): Promise<SecretMatch[]> {
  return withoutOverlaps([
    ...findPlainSecrets(source, settings),
    ...(await runSecretlint(source, settings.exampleWords)),
    ...findWrappedSecrets(source, settings),
    ...findKubernetesSecrets(source.text, settings),
  ]);
}

function findPlainSecrets(source: SearchedText, settings: SecretSettings): SecretMatch[] {
  const { text } = source;
  return [
    ...findPrivateKeys(text),
    ...findForms(text, forms, settings.exampleWords),
    ...findConnectionStrings(text, settings.exampleWords),
    ...findAssignments(source, settings),
  ];
}

function findWrappedSecrets({ name, text }: SearchedText, settings: SecretSettings): SecretMatch[] {
  return [...text.matchAll(base64Run)].flatMap((match) => {
    const clear = unwrapBase64(match[0]);
    if (clear === undefined) return [];
    const span = { offset: match.index, endOffset: match.index + match[0].length };
    return findPlainSecrets({ name, text: clear }, settings)
      .slice(0, mostInOneRun)
      .map((inner) => ({ ...inner, ...span, wrapped: true, what: `${inner.what}, wrapped in base64,` }));
  });
}
