import { registerHooks } from 'node:module';

/** GitHub's workflow parser imports its schema as JSON without saying so, which Node does not take. Import this first. */
registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    return found.url.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found;
  },
});
