import { runAction } from '../runtime/run-action.ts';
import { runApprove } from './run-approve.ts';

await runAction(runApprove);
