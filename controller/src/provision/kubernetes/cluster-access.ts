/** Where the API of a cluster is, and what opens it. */
export interface ClusterAccess {
  /** Such as `https://10.0.0.1:6443`, without a slash at the end. */
  readonly server: string;
  readonly tls: {
    /** PEM of the authorities that are believed; those of the machine when undefined. */
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly servername?: string;
  };
  /** Looked up for each request: tokens of pods are renewed every hour. */
  readonly readToken: () => Promise<string | undefined>;
}
