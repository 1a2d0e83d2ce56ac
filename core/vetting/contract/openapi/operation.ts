import type { Located } from '../document/located.ts';
import type { SchemaNode } from '../schema/schema-node.ts';

/** An operation of an API with everything resolved that it refers to. */
export interface Operation {
  /** Method and path, names of path parameters left out since they are not sent. */
  readonly key: string;
  /** Method and path as they are written. */
  readonly name: string;
  readonly at: Located;
  readonly operationId: string | undefined;
  /** By where they stand and what they are called; parameters of the path by their position. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly body: RequestBody | undefined;
  readonly responses: ReadonlyMap<string, Response>;
  /** Ways to be let in, of which one is enough. */
  readonly security: readonly SecurityWay[];
  readonly isSecurityDeclared: boolean;
  /** The API calls its consumer: a webhook or a callback. */
  readonly isReversed: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly place: string;
  readonly at: Located;
  readonly required: boolean;
  readonly schema: SchemaNode;
  /** How the value is written into the request. */
  readonly encoding: string;
}

export interface RequestBody {
  readonly at: Located;
  readonly required: boolean;
  readonly content: ReadonlyMap<string, MediaType>;
}

export interface Response {
  readonly at: Located;
  readonly content: ReadonlyMap<string, MediaType>;
  readonly headers: ReadonlyMap<string, MediaType>;
}

export interface MediaType {
  readonly at: Located;
  readonly schema: SchemaNode;
}

/** Credentials that are needed together: the signature of each scheme with the scopes it must carry. */
export type SecurityWay = ReadonlyMap<string, SecurityNeed>;

export interface SecurityNeed {
  readonly scheme: string;
  /** `type` of the scheme; undefined where the scheme is not declared. */
  readonly type: string | undefined;
  readonly scopes: readonly string[];
}
