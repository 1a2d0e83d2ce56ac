/** The section `fetch` of `policies/data/vetting.yaml`. */
export interface FetchSettings {
  /** Hosts that documents may come from, `*.` for any name before; any of the public internet when empty. */
  readonly hosts: readonly string[];
}
