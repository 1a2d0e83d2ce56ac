/** The version of the API that requests are written for, whatever is the default of an account. */
export const STRIPE_VERSION = '2026-09-30.endive';
