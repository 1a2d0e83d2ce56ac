import { downloadArtifact, uploadArtifact } from './artifacts.ts';
import { checkout } from './checkout.ts';
import { createAppToken } from './create-app-token.ts';
import type { Double } from './double.ts';
import { uploadSarif } from './upload-sarif.ts';

/** Node is there already. */
const setupNode: Double = async () => ({});

/** The actions of others that workflows may use, by name without version. */
export const doubles: ReadonlyMap<string, Double> = new Map([
  ['actions/checkout', checkout],
  ['actions/setup-node', setupNode],
  ['actions/create-github-app-token', createAppToken],
  ['actions/upload-artifact', uploadArtifact],
  ['actions/download-artifact', downloadArtifact],
  ['github/codeql-action/upload-sarif', uploadSarif],
]);
