/** Says once, at the start of a test run, what will be skipped and how to run it. */
export function setup(): void {
  if (process.env['SOUK_TEST_POSTGRES_URL'] !== undefined) return;
  process.stderr.write(
    'Skipped: the store on PostgreSQL. Set SOUK_TEST_POSTGRES_URL to the address of an empty database to run it; PGlite is always tested.\n',
  );
}
