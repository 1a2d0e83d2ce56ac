import type { Remark } from '../../remark.ts';
import { entries, get, placeOf, scalarText } from '../../yaml/placed-value.ts';
import { checkVariableMap } from '../check-variables.ts';
import type { DeployCheck } from '../deploy-check.ts';
import { kindOf } from './workload.ts';

/** Secrets that are committed: a Secret keeps its values in base64, which hides nothing. */
export const checkStoredValues: DeployCheck = (object) => {
  const kind = kindOf(object);
  if (kind === 'ConfigMap') return checkVariableMap(get(object, 'data'));
  if (kind !== 'Secret') return [];
  const name = scalarText(get(object, 'metadata', 'name')) ?? '';
  return [...entries(get(object, 'data')), ...entries(get(object, 'stringData'))]
    .filter(([, field]) => (scalarText(field) ?? '') !== '')
    .map(
      ([key, field]): Remark => ({
        rule: 'deploy/plain-secret',
        message: `Secret ${name} is committed with the value of ${key}.`,
        help: 'Let the platform make the secret from the vault, and change the value that was published.',
        place: placeOf(field, 'key'),
        about: `Secret/${name}/${key}`,
      }),
    );
};
