/** SQLSTATE classes of a database that can't be used now and may be again: gone, full, going down, or in each other's way. */
const passing = /^(08|25|40|53|55|57|58)/;
const SQLSTATE = /^\d[\dA-Z]{4}$/;

/** Whether an error says that the database does not answer, and no more. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (SQLSTATE.test(code)) return passing.test(code);
  // What drivers say of a connection that broke has no class of its own; what is wrong with the code has.
  return error.name === 'Error' || error.name === 'AggregateError' || error.name === 'StoreError';
}
