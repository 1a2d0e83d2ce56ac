import { runAction } from '../runtime/run-action.ts';
import { readNames } from './read-names.ts';
import { runCheckAction } from './run-check-action.ts';

await runAction((context) => runCheckAction(context, readNames(context.input('only'))));
