import type { operations } from '@octokit/openapi-types';
import type { Caller, Level, World } from '../state/world.ts';

export type OperationId = keyof operations;

/** Parameters of a request; ids fit into a number here. */
type Part<Id extends OperationId, Name extends 'path' | 'query'> = operations[Id] extends {
  parameters: { [Place in Name]?: infer Values };
}
  ? { readonly [Key in keyof NonNullable<Values>]: Exclude<NonNullable<Values>[Key], bigint> }
  : never;

type Body<Id extends OperationId> = operations[Id] extends {
  requestBody?: { content: { 'application/json': infer Json } };
}
  ? operations[Id] extends { requestBody: object }
    ? Json
    : Json | undefined
  : undefined;

/** A request that is as GitHub's document wants it, of a caller who may make it. */
export interface Call<Id extends OperationId> {
  readonly path: Part<Id, 'path'>;
  readonly query: Part<Id, 'query'>;
  readonly body: Body<Id>;
  readonly caller: Caller;
  readonly world: World;
}

export type Fields = Readonly<Record<string, unknown>>;

/** An answer; what its schema requires and it does not state is filled in. */
export type Reply =
  | { readonly status: number; readonly body?: unknown }
  | {
      /** All of them: pages are cut later. */
      readonly list: readonly unknown[];
      /** What surrounds a page, for answers that are not a bare list. */
      readonly envelope?: (page: readonly unknown[]) => Fields;
    };

export interface Operation<Id extends OperationId> {
  /** Permissions of which one must be given, such as `checks:write`; none for what every token may do. */
  readonly needs: readonly `${string}:${Level}`[];
  handle(call: Call<Id>): Reply | Promise<Reply>;
}

/** An operation of which only GitHub's document knows what it takes. */
export interface AnyOperation {
  readonly needs: readonly string[];
  handle(call: never): Reply | Promise<Reply>;
}

export type Operations = { readonly [Id in OperationId]?: Operation<Id> };

/** Makes the fake answer with an error, as GitHub would. */
export class Refusal extends Error {
  readonly status: number;
  readonly fields: Fields;

  constructor(status: number, message: string, fields: Fields = {}) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

/** What was looked for, or an answer of 404. */
export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Refusal(404, 'Not Found');
  return value;
}

/** GitHub's answer to a field that breaks a rule. */
export function invalid(resource: string, field: string, message: string): Refusal {
  return new Refusal(422, 'Validation Failed', { errors: [{ resource, field, code: 'custom', message }] });
}

/** Characters of a text that people write. */
export const LONGEST_TEXT = 65_536;

export function requireShort(resource: string, text: string | null | undefined): void {
  if ((text?.length ?? 0) > LONGEST_TEXT) {
    throw invalid(resource, 'body', `body is too long (maximum is ${LONGEST_TEXT} characters)`);
  }
}
