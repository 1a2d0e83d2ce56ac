import { cloudKeys } from './cloud-key-samples.ts';
import { connections } from './connection-samples.ts';
import { passwords, randomValues } from './password-samples.ts';
import { privateKeys } from './private-key-samples.ts';
import type { SecretSample } from './secret-sample.ts';
import { moreTokens, tokens } from './token-samples.ts';

/** Files with one secret each. No credential stands in these files: all are put together when it is loaded. */
export const secretSamples: readonly SecretSample[] = [
  ...privateKeys,
  ...cloudKeys,
  ...tokens,
  ...connections,
  ...passwords,
  ...moreTokens,
  ...randomValues,
];
