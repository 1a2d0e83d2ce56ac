/** SQLSTATE classes that speak of the values of a statement, and not of the database. */
const aboutData = /^(21|22|23|54)/;

/** Whether a database refused what it was given, as a text that is too long for an index. */
export function isDataError(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    aboutData.test(error.code)
  );
}
