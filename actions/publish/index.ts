import { runAction } from '../runtime/run-action.ts';
import { runPublish } from './run-publish.ts';

await runAction(runPublish);
