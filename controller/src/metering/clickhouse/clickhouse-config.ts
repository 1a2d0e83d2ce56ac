/** Where the copy of usage is. */
export interface ClickHouseConfig {
  /** HTTP interface, such as `https://clickhouse.example.com:8443`. */
  readonly url: string;
  /** It has to be there, and belongs to this Souk alone. */
  readonly database: string;
  readonly username: string;
  readonly password: string;
}
