import { registerHooks } from 'node:module';

// It imports JSON without saying so, as bundlers take it; Node wants to be told.
const hooks = registerHooks({
  load: (url, context, next) =>
    url.includes('/@actions/') && url.endsWith('.json')
      ? next(url, { ...context, importAttributes: { ...context.importAttributes, type: 'json' } })
      : next(url, context),
});

/** GitHub's own parser of workflow files. */
export const { parseWorkflow, NoOperationTraceWriter } = await import('@actions/workflow-parser');

/** GitHub's own parser of action.yml. */
export const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');

hooks.deregister();
