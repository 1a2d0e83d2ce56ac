import { runCheckAction } from '../check/run-check-action.ts';
import { runAction } from '../runtime/run-action.ts';

await runAction((context) =>
  runCheckAction(context, [
    'schema',
    'identity',
    'references',
    'version',
    'lifecycle',
    'consumers',
    'billing',
    'similar',
  ]),
);
