import { type Kind, kinds } from './manifest.ts';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ID_LENGTH = 63;

export function isKind(value: unknown): value is Kind {
  return typeof value === 'string' && (kinds as readonly string[]).includes(value);
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= ID_LENGTH && ID.test(value);
}
