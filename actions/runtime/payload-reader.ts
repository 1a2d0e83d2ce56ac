import { ActionFault } from './action-fault.ts';

/** Reads fields of what an event says, by paths such as `pull_request.head.sha`, and refuses what is not of the kind expected. */
export interface PayloadReader {
  /** Undefined where there is none. */
  optionalText(path: string): string | undefined;
  text(path: string): string;
  flag(path: string): boolean;
  positive(path: string): number;
  /** 40 or 64 hexadecimal digits. */
  sha(path: string): string;
  /** Fields of an object that are texts, by name. */
  texts(path: string): Readonly<Record<string, string>>;
}

const shas = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** @param event name of the event, for the messages */
export function createPayloadReader(event: string, payload: unknown): PayloadReader {
  const read = <Value>(path: string, is: (value: unknown) => value is Value, expected: string): Value => {
    const value = valueAt(payload, path);
    if (is(value)) return value;
    throw new ActionFault(
      'event',
      `The event ${event} says ${excerpt(value)} as ${path}; expected ${expected}.`,
    );
  };
  return {
    optionalText: (path) => read(path, isOptionalText, 'a text or nothing') ?? undefined,
    text: (path) => read(path, isText, 'a text'),
    flag: (path) => read(path, (value) => typeof value === 'boolean', 'true or false'),
    positive: (path) => read(path, isPositive, 'a positive whole number'),
    sha: (path) => read(path, isSha, 'a commit id of 40 or 64 hexadecimal digits'),
    texts: (path) => {
      const object = read(path, isOptionalObject, 'an object or nothing') ?? {};
      return Object.fromEntries(
        Object.entries(object).flatMap(([name, value]) => (isText(value) ? [[name, value]] : [])),
      );
    },
  };
}

function valueAt(payload: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      payload,
    );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOptionalObject(value: unknown): value is Record<string, unknown> | undefined | null {
  return value === undefined || value === null || isObject(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isOptionalText(value: unknown): value is string | undefined | null {
  return value === undefined || value === null || isText(value);
}

function isPositive(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isSha(value: unknown): value is string {
  return isText(value) && shas.test(value);
}

function excerpt(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 100);
}
