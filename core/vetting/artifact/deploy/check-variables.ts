import type { Remark } from '../remark.ts';
import { isSecretName, isWrittenOut } from '../secret-name.ts';
import { turnsVerificationOff } from '../tls-switches.ts';
import { entries, get, items, type PlacedValue, placeOf, scalarText } from '../yaml/placed-value.ts';

/** A variable that a deploy file sets. */
interface SetVariable {
  readonly name: string;
  readonly value: PlacedValue;
}

/** Variables written as a list of `{name, value}`, as Kubernetes and Cloud Run do. */
export function checkVariableList(list: PlacedValue): Remark[] {
  return items(list).flatMap((item) =>
    checkVariable({ name: scalarText(get(item, 'name')) ?? '', value: get(item, 'value') }),
  );
}

/** Variables written as a mapping, as Lambda and ConfigMaps do. */
export function checkVariableMap(map: PlacedValue): Remark[] {
  return entries(map).flatMap(([name, value]) => checkVariable({ name, value }));
}

function checkVariable({ name, value }: SetVariable): Remark[] {
  const text = scalarText(value);
  if (text === undefined) return [];
  if (turnsVerificationOff(name, text)) {
    return [
      {
        rule: 'deploy/verification-off',
        message: `${name}=${text} turns verification off.`,
        help: 'Remove it; mount your certificate authority instead.',
        place: placeOf(value),
        about: name,
      },
    ];
  }
  const holdsPassword =
    /^[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/@:]{1,200}:[^\s/@]{1,200}@/i.test(text) && isWrittenOut(text);
  if (!holdsPassword && !(isSecretName(name) && isWrittenOut(text))) return [];
  return [
    {
      rule: 'deploy/plain-secret',
      message: `The value of ${name} is written out in the deploy file.`,
      help: 'Declare the secret in the manifest, refer to it (secretKeyRef, fromSecret, a vault reference), and change the value that was published.',
      place: placeOf(value),
      about: name,
    },
  ];
}
