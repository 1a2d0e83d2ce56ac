/** A request that was made of the fake. */
export interface LoggedRequest {
  /** Id of the operation in GitHub's document, or the name of a GraphQL mutation. */
  readonly operation: string;
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  readonly body: unknown;
  /** Login of the account that made it; undefined without a token that is known. */
  readonly by: string | undefined;
  readonly status: number;
  /** Whether it could change something: everything but GET and GraphQL queries. */
  readonly writes: boolean;
}
