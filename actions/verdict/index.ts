import { runVerdict } from '../gate/run-verdict.ts';
import { runAction } from '../runtime/run-action.ts';

await runAction(runVerdict);
