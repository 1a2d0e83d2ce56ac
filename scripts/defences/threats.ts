import { approvals } from './approvals.ts';
import { borrowedPlaces } from './borrowed-places.ts';
import { codeOfStrangers } from './code-of-strangers.ts';
import type { Threat } from './defence.ts';
import { hostedCode } from './hosted-code.ts';
import { hostileFiles } from './hostile-files.ts';
import { judgedByBase } from './judged-by-base.ts';
import { money } from './money.ts';
import { movingTargets } from './moving-targets.ts';
import { plannedModules } from './planned-modules.ts';
import { trueRegistry } from './true-registry.ts';
import { untrustedText } from './untrusted-text.ts';

/** What the gate and the controller are defended against, as docs/threats.md shows it and `npm run test:defences` proves it. */
export const threats: readonly Threat[] = [
  ...codeOfStrangers,
  ...hostileFiles,
  ...judgedByBase,
  ...borrowedPlaces,
  ...movingTargets,
  ...approvals,
  ...untrustedText,
  ...trueRegistry,
  ...hostedCode,
  ...plannedModules,
  ...money,
];
