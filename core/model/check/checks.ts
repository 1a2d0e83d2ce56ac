import type { Check } from './check.ts';
import { checkBilling } from './check-billing.ts';
import { checkConsumers } from './check-consumers.ts';
import { checkIdentity } from './check-identity.ts';
import { checkLifecycle } from './check-lifecycle.ts';
import { checkReferences } from './check-references.ts';
import { checkSchema } from './check-schema.ts';
import { checkSimilar } from './check-similar.ts';
import { checkVersion } from './check-version.ts';

/** Every check, in the order it runs. */
export const checks: readonly Check[] = [
  checkSchema,
  checkIdentity,
  checkReferences,
  checkVersion,
  checkLifecycle,
  checkBilling,
  checkConsumers,
  checkSimilar,
];
