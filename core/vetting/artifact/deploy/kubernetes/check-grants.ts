import type { Remark } from '../../remark.ts';
import { get, items, type PlacedValue, placeOf, scalarText } from '../../yaml/placed-value.ts';
import type { DeployCheck } from '../deploy-check.ts';
import { kindOf } from './workload.ts';

const MIGHTY_ROLES = ['cluster-admin', 'admin', 'edit'];

/** Rights in the cluster that are not named one by one. */
export const checkGrants: DeployCheck = (object) => {
  const kind = kindOf(object);
  const about = `${kind}/${scalarText(get(object, 'metadata', 'name')) ?? ''}`;
  return [...wildcardsIn(object, kind), ...mightyRoleOf(object, kind)].map(
    (field): Remark => ({
      rule: 'deploy/wildcard-permission',
      message: `${about} grants ${scalarText(field) === '*' ? `all ${field.path.at(-2)}` : `everything that ${scalarText(field)} may`}.`,
      help: 'Name the groups, resources and verbs that the program uses.',
      place: placeOf(field),
      about,
    }),
  );
};

function wildcardsIn(object: PlacedValue, kind: string): PlacedValue[] {
  if (kind !== 'Role' && kind !== 'ClusterRole') return [];
  return items(get(object, 'rules')).flatMap((rule) =>
    ['apiGroups', 'resources', 'verbs'].flatMap((list) =>
      items(get(rule, list)).filter((item) => scalarText(item) === '*'),
    ),
  );
}

function mightyRoleOf(object: PlacedValue, kind: string): PlacedValue[] {
  if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') return [];
  const role = get(object, 'roleRef', 'name');
  const isMighty =
    scalarText(get(object, 'roleRef', 'kind')) === 'ClusterRole' &&
    MIGHTY_ROLES.includes(scalarText(role) ?? '');
  return isMighty ? [role] : [];
}
