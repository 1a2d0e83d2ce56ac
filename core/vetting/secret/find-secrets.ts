import { cloudKeyForms } from './cloud-key-forms.ts';
import { findAssignments } from './find-assignments.ts';
import { findConnectionStrings } from './find-connection-strings.ts';
import { findDisguised } from './find-disguised.ts';
import { findPrivateKeys } from './find-private-keys.ts';
import { findKubernetesSecrets } from './kubernetes-secret.ts';
import { passwordForms } from './password-forms.ts';
import { runSecretlint } from './run-secretlint.ts';
import { findForms } from './secret-form.ts';
import type { SearchedText, SecretMatch } from './secret-match.ts';
import type { SecretSettings } from './secret-settings.ts';
import { tokenForms } from './token-forms.ts';
import { withoutOverlaps } from './without-overlaps.ts';

/** What is wrapped has one place, so that a reader needs no more than a few findings on it. */
const mostInOneRun = 20;
const keyForms = [...cloudKeyForms, ...tokenForms];
const forms = [...keyForms, ...passwordForms];

/** Every secret in a text, in order and without overlaps. What base64 wraps is unwrapped once. */
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
  return findDisguised(text).flatMap(({ clear, how, offset, endOffset }) =>
    findPlainSecrets({ name, text: clear }, settings)
      .slice(0, mostInOneRun)
      .map((inner) => ({ ...inner, offset, endOffset, wrapped: true, what: `${inner.what}, ${how},` })),
  );
}

/** Secrets whose form alone tells them, for content in which anything else would be chance. */
export function findKnownSecrets(text: string, { exampleWords }: SecretSettings): SecretMatch[] {
  return withoutOverlaps([...findPrivateKeys(text), ...findForms(text, keyForms, exampleWords)]);
}
