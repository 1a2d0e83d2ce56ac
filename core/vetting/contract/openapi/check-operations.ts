import { onKey, onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettingFinding } from '../../vetted-entry.ts';
import { child, type Located } from '../document/located.ts';
import type { Operation } from './operation.ts';

/** Whether each operation has a name of its own, and says who may call it and how it fails. */
export function checkOperations(root: Located, operations: readonly Operation[]): VettingFinding[] {
  const called = operations.filter(({ isReversed }) => !isReversed);
  return [
    ...checkNames(operations),
    ...called.flatMap((operation) => [...checkAccess(root, operation), ...checkFailure(operation)]),
  ];
}

function checkNames(operations: readonly Operation[]): VettingFinding[] {
  const first = new Map<string, Operation>();
  return operations.flatMap((operation) => {
    const { name, operationId, at } = operation;
    const taken = operationId === undefined ? undefined : first.get(operationId);
    if (operationId !== undefined && taken === undefined) {
      first.set(operationId, operation);
      return [];
    }
    return [
      {
        rule: 'contract/operation-id',
        file: at.file,
        message:
          taken === undefined
            ? `${name} has no operationId.`
            : `${name} has the operationId ${operationId}, as ${taken.name} has.`,
        help: 'Give each operation an operationId that no other has.',
        place: taken === undefined ? onKey(at.pointer) : onValue(child(at, 'operationId').pointer),
      },
    ];
  });
}

function checkAccess(root: Located, { name, at, security, isSecurityDeclared }: Operation): VettingFinding[] {
  const unknown = security.flatMap((way) => [...way.values()]).find(({ type }) => type === undefined);
  if (isSecurityDeclared && unknown === undefined) return [];
  const own = child(at, 'security');
  const written = own.value === undefined ? child(root, 'security') : own;
  return [
    {
      rule: 'contract/security-missing',
      file: at.file,
      message:
        unknown === undefined
          ? `${name} does not say how callers prove who they are.`
          : `${name} asks for the security scheme ${unknown.scheme}, which the components do not define.`,
      help: 'Name a scheme of the components under `security`; `security: []` says that anyone may call.',
      place: unknown === undefined ? onKey(at.pointer) : onKey(written.pointer),
    },
  ];
}

function checkFailure({ name, at, responses }: Operation): VettingFinding[] {
  const codes = [...responses.keys()];
  if (codes.some((code) => code.startsWith('4') || code === 'DEFAULT')) return [];
  return [
    {
      rule: 'contract/error-response',
      file: at.file,
      message: `${name} describes no answer to a call that it refuses.`,
      help: 'Describe at least one answer with a code from 400 to 499, or the default answer.',
      place: onKey(child(at, 'responses').pointer),
    },
  ];
}
