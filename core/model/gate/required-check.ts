/** Name of the one check that is required before anything gets in; rulesets name it too. */
export const CHECK_NAME = 'Souk';

/** Tells the check that a verdict made from others of the same name. */
export const CHECK_ID = 'souk-verdict';
