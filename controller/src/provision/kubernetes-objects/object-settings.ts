/** What a cluster is like, as its operator says it: the same for all instances. */
export interface ObjectSettings {
  /** By the name of the environment, as the marketplace lists it. What is not named here is not run in this cluster. */
  readonly environments: Readonly<Record<string, EnvironmentSettings>>;
  /** Namespace that requests to instances come from. */
  readonly gatewayNamespace: string;
  /** Port that containers listen on; they are told it as PORT. */
  readonly port: number;
  readonly egress: EgressSettings;
  readonly secretStore: SecretStoreSettings;
  /** For entries that say nothing of their own, such as `{ cpu: '250m', memory: '128Mi' }`. */
  readonly resources: { readonly cpu: string; readonly memory: string };
  /** Names of secrets in each namespace that images are pulled with. */
  readonly imagePullSecrets?: readonly string[];
  /** RuntimeClass of nodes that run WebAssembly; entries of that runtime can't be run without. */
  readonly wasmRuntimeClass?: string;
}

export interface EnvironmentSettings {
  /** It exists already. `{team}` stands for the team of the installation, `{installation}` for its id. */
  readonly namespace: string;
  /** Pods of each instance that serves. */
  readonly replicas: number;
}

/**
 * What keeps calls to the hosts of the manifest. A plain NetworkPolicy knows addresses and no names.
 * - `gateway`: a forward proxy. Nothing but the proxy can be reached; which hosts a pod may call, it reads from the
 *   annotation `souk.dev/egress` of the pod
 * - `cilium`: the network of the cluster itself, by CiliumNetworkPolicy
 */
export type EgressSettings =
  | {
      readonly type: 'gateway';
      /** Where it is called, such as `http://egress.souk-system.svc.cluster.local:3128`. */
      readonly url: string;
      readonly namespace: string;
      readonly podLabels: Readonly<Record<string, string>>;
      /** Port that its pods listen on. */
      readonly port: number;
    }
  | { readonly type: 'cilium' };

export interface SecretStoreSettings {
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
  readonly name: string;
  /**
   * What paths of references must begin with, such as `kv/{team}/`, with a slash at its end. All is allowed when
   * undefined: then the store itself has to keep teams apart.
   */
  readonly prefix?: string;
  /**
   * Whether code gets the values of secrets that are not `exposed` too. A cluster has no proxy that puts them into
   * requests on the way out: when this is false, entries that need that are refused.
   */
  readonly handsOutAll: boolean;
}
