/** Entry points of the generated module: all rules over many entities, one rule over one, and one over many. */
export const BATCH_ENTRYPOINT = 'souk/engine/batch';
export const SINGLE_ENTRYPOINT = 'souk/engine/single';
export const RULE_ENTRYPOINT = 'souk/engine/rule';
