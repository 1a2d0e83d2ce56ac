import { runAction } from '../runtime/run-action.ts';
import { runPolicyImpact } from './run-policy-impact.ts';

await runAction(runPolicyImpact);
