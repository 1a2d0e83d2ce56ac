import { DOCUMENT_VERSION, findDocument } from '@souk/actions/e2e/github-document/find-document.ts';

/** Says once, at the start of the end-to-end tests of the actions, when they are skipped and how to run them. */
export async function setup(): Promise<void> {
  if ((await findDocument(process.env)) !== undefined) return;
  process.stderr.write(
    `Skipped: all that talks to the fake GitHub. Run npm run setup:github-api to get GitHub's OpenAPI document ${DOCUMENT_VERSION}, which every request is checked against.\n`,
  );
}
