import {
  type Cluster,
  type DispatcherOptions,
  KubeConfig,
  type RequestContext,
} from '@kubernetes/client-node';

type Agent = NonNullable<ReturnType<RequestContext['getDispatcher']>>;

/**
 * How a cluster is reached, for the official client. That opens new connections for each request and follows redirects;
 * here connections are kept, and lead to the cluster only.
 */
export class ClusterConfig extends KubeConfig {
  #agent: Agent | undefined;

  /** An agent of its own in any case: the one that the whole process shares can't be closed. */
  override createDispatcherOptions(
    ...asked: Parameters<KubeConfig['createDispatcherOptions']>
  ): DispatcherOptions {
    const options = super.createDispatcherOptions(...asked);
    return options.type === 'none' ? { type: 'agent', connect: {} } : options;
  }

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context);
    const { Authorization: token } = context.getHeaders();
    // Whoever is given another header says in an error what it is.
    if (token !== undefined && !/^Bearer [\x21-\x7e]+\s*$/.test(token)) throw failure('ERR_UNUSABLE_TOKEN');
    context.setHeaderParam('User-Agent', 'souk');
    this.#agent ??= context.getDispatcher();
    if (this.#agent !== undefined) context.setDispatcher(staying(this.#agent, this.getCurrentCluster()));
  }

  async close(): Promise<void> {
    await this.#agent?.destroy();
  }
}

function staying(agent: Agent, cluster: Cluster | null): Agent {
  const origin = URL.parse(cluster?.server ?? '')?.origin;
  return agent.compose((dispatch) => (options, handler) => {
    if (String(options.origin) !== origin) throw failure('ERR_REDIRECTED');
    return dispatch(options, handler);
  });
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
