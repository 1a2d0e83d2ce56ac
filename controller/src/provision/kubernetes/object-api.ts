import {
  ApiException,
  createConfiguration,
  type KubeConfig,
  KubernetesObjectApi,
  type ResponseContext,
  ServerConfiguration,
  type V1APIResource,
} from '@kubernetes/client-node';
import { type Resource, resources } from './resources.ts';

/**
 * The official client for one request. It puts objects through models of the kinds that it knows, which drop fields that
 * are younger than it, make dates of texts, and lose the rest of long lists of other kinds; here they are JSON as it is.
 */
export class ObjectApi extends KubernetesObjectApi {
  /** @param sent the object that is sent, where one is */
  constructor(config: KubeConfig, signal: AbortSignal, sent?: object) {
    const middleware = {
      pre: async (context: Parameters<KubeConfig['applySecurityAuthentication']>[0]) => {
        context.setSignal(signal);
        if (sent !== undefined) context.setBody(JSON.stringify(sent));
        return context;
      },
      post: async (response: ResponseContext) => response,
    };
    super(
      createConfiguration({
        baseServer: new ServerConfiguration(config.getCurrentCluster()?.server ?? '', {}),
        authMethods: { default: config },
        promiseMiddleware: [middleware],
      }),
    );
  }

  /** @param namespace all of them when undefined */
  collectionPath({ apiVersion, kind }: Resource, namespace: string | undefined): Promise<string> {
    return this.specUriPath(
      { apiVersion, kind, metadata: namespace === undefined ? {} : { namespace } },
      'list',
    );
  }

  /** What is made is known, so that the cluster need not be asked for it. */
  protected override async resource(apiVersion: string, kind: string): Promise<V1APIResource | undefined> {
    const found = resources.find((one) => one.apiVersion === apiVersion && one.kind === kind);
    return found && { name: found.plural, kind, namespaced: true, singularName: '', verbs: [] };
  }

  protected override async processResponse<T>({
    httpStatusCode,
    body,
    headers,
  }: ResponseContext): Promise<T> {
    const answer = parseAnswer(await body.text());
    if (httpStatusCode >= 200 && httpStatusCode < 300 && typeof answer === 'object' && answer !== null)
      return answer as T;
    throw new ApiException(httpStatusCode, 'Unsuccessful HTTP Request', answer, headers);
  }
}

/** Its text where it is no JSON. */
function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
