import { runAction } from '../runtime/run-action.ts';
import { runConnectorTest } from './run-connector-test.ts';

await runAction(runConnectorTest);
