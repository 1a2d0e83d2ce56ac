/** One entry of `Hashes`, from the names that the formats give algorithms: `SHA-256`, `SHA256` and `sha256` are one. */
export function readHash(algorithm: string | undefined, content: string | undefined): [string, string][] {
  return algorithm === undefined || content === undefined
    ? []
    : [[algorithm.toLowerCase().replace(/^sha-?(?=\d{3}$|1$)/, 'sha'), content.toLowerCase()]];
}
