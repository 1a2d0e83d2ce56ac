import { runAction } from '../runtime/run-action.ts';
import { runRescan } from './run-rescan.ts';

await runAction(runRescan);
