/** The way to documents that do not lie beside the manifest. Nothing is fetched where none is given. */
export interface SbomFetcher {
  /**
   * The bytes at an `https:` address.
   * @throws when it cannot be reached, may not be asked, or holds more than `maxBytes`
   */
  fetchUrl(url: string, maxBytes: number): Promise<Uint8Array>;
  /**
   * The bill of materials that a registry holds as a referrer of an artifact; undefined when there is none.
   * @param artifact reference with a digest, such as `registry.example.com/app:1.0.0@sha256:…`
   * @throws when the registry cannot be reached, may not be asked or is caught lying, or the document is larger than `maxBytes`
   */
  fetchReferrer(artifact: string, maxBytes: number): Promise<Uint8Array | undefined>;
}
