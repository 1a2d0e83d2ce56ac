import { describe, expect, it } from 'vitest';
import { isOurs, type LockHolder, parseHolder, parseLockInfo } from './state-lock.ts';

const detail = `Error message: operation error S3
Lock Info:
  ID:        89b8793d-ef92-c9cc-446f-e3325c5ab5ed
  Path:      states/crm
  Operation: OperationTypeApply
  Who:       root@souk-1
  Version:   1.11.4
  Created:   2026-11-23 14:17:57.055491116 +0000 UTC
  Info:      


Terraform acquires a state lock to protect the state from being written`;
const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const holder: LockHolder = {
  id: '89b8793d-ef92-c9cc-446f-e3325c5ab5ed',
  who: 'root@souk-1',
  operation: 'OperationTypeApply',
  createdAt: at('14:17:57.055'),
};

describe('when a state is locked', () => {
  it('reads who holds the lock from what the CLI says', () => {
    expect(parseHolder(detail)).toEqual(holder);
    expect(parseHolder('It is locked.')).toBeUndefined();
  });

  it('reads who holds the lock from what a server says', () => {
    const { id: ID, who: Who, operation: Operation, createdAt } = holder;
    expect(parseLockInfo(JSON.stringify({ ID, Who, Operation, Created: createdAt }))).toEqual(holder);
    for (const text of ['', '{}', '[]', 'null', '{"ID":1}']) expect(parseLockInfo(text)).toBeUndefined();
  });

  it.each<[string, Parameters<typeof isOurs>[1], boolean]>([
    ['a name that nobody else has', { hostname: 'souk-1', isPrivate: true, begunAt: undefined }, true],
    ['another name', { hostname: 'souk-2', isPrivate: true, begunAt: at('14:00:00') }, false],
    [
      'the name of the machine, and a command of ours that has not ended',
      { hostname: 'souk-1', isPrivate: false, begunAt: at('14:17:00') },
      true,
    ],
    [
      'the name of the machine, from before our command',
      { hostname: 'souk-1', isPrivate: false, begunAt: at('14:18:00') },
      false,
    ],
    ['the name of the machine alone', { hostname: 'souk-1', isPrivate: false, begunAt: undefined }, false],
  ])('judges %s', (_name, own, ours) => {
    expect(isOurs(holder, own)).toBe(ours);
  });
});
