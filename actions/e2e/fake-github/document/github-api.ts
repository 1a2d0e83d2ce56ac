import { type ApiDocument, readApiDocument } from './api-document.ts';
import { createOperationValidator, type OperationValidator } from './operation-validator.ts';
import { createRouter, type Route } from './route-operation.ts';

/** GitHub's document with what is made of it. Schemas are compiled when they are first needed: several fakes may share one. */
export interface GitHubApi {
  readonly document: ApiDocument;
  readonly validator: OperationValidator;
  readonly route: (method: string, pathname: string) => Route | undefined;
}

/** @throws {Error} when the document is not on this machine */
export async function readGitHubApi(): Promise<GitHubApi> {
  const document = await readApiDocument();
  return { document, validator: createOperationValidator(document), route: createRouter(document) };
}
