import { runAction } from '../runtime/run-action.ts';
import { runRequest } from './run-request.ts';

await runAction(runRequest);
