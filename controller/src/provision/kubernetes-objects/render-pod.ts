import { createHash } from 'node:crypto';
import type { Instance } from '@souk/model/installation/instance.ts';
import { DriverError } from '../driver.ts';
import { checkImage } from './check-image.ts';
import type { ObjectScope } from './object-scope.ts';
import { plainJson, plainJsonLine } from './plain-json.ts';
import { sortedSecrets } from './render-external-secret.ts';
import { EGRESS_ANNOTATION } from './render-network-policy.ts';

const CONFIG_FOLDER = '/etc/souk';
export const CONFIG_FILE = 'config.json';

/**
 * The pods of an instance: one container that may write to /tmp only, is no root, and holds no key to the cluster.
 *
 * @param targets that it may call, as `host:port`
 * @param more parts of the container
 * @throws {DriverError} `invalid`
 */
export function renderPod(
  scope: ObjectScope,
  targets: readonly string[],
  more: Readonly<Record<string, unknown>>,
): { readonly metadata: unknown; readonly spec: Readonly<Record<string, unknown>> } {
  const { instance, settings, metadata } = scope;
  const { imagePullSecrets = [], egress } = settings;
  return {
    metadata: {
      labels: metadata.labels,
      annotations: {
        // A pod reads its configuration once: another one means other pods.
        'souk.dev/config': createHash('sha256').update(plainJson(instance.config)).digest('hex'),
        [EGRESS_ANNOTATION]: plainJsonLine(targets),
      },
    },
    spec: {
      serviceAccountName: metadata.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      ...runtimeClassOf(scope),
      ...(imagePullSecrets.length === 0
        ? {}
        : { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
      // Names are asked for as they are: Cilium answers for those of the manifest only.
      ...(egress.type === 'cilium' ? { dnsConfig: { options: [{ name: 'ndots', value: '1' }] } } : {}),
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ ...renderContainer(scope, targets), ...more }],
      volumes: [
        { name: 'config', configMap: { name: metadata.name } },
        { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      ],
    },
  };
}

function renderContainer(
  { instance, settings, metadata }: ObjectScope,
  targets: readonly string[],
): Readonly<Record<string, unknown>> {
  const { cpu = settings.resources.cpu, memory = settings.resources.memory } =
    instance.runtime.resources ?? {};
  return {
    name: 'main',
    image: checkImage(instance),
    imagePullPolicy: 'IfNotPresent',
    env: [
      { name: 'PORT', value: String(settings.port) },
      { name: 'SOUK_CONFIG_FILE', value: `${CONFIG_FOLDER}/${CONFIG_FILE}` },
      { name: 'SOUK_INSTALLATION', value: instance.id },
      ...(targets.length === 0 ? [] : proxyEnvironment(settings.egress)),
      ...sortedSecrets(instance.secrets).map(({ name }) => ({
        name,
        valueFrom: { secretKeyRef: { name: metadata.name, key: name } },
      })),
    ],
    // What it may use is kept for it: then it is never ended for the sake of a neighbour.
    resources: { requests: { cpu, memory }, limits: { cpu, memory } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [
      { name: 'config', mountPath: CONFIG_FOLDER, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function proxyEnvironment(egress: ObjectScope['settings']['egress']): readonly unknown[] {
  if (egress.type !== 'gateway') return [];
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
  return names.map((name) => ({ name, value: egress.url }));
}

function runtimeClassOf({ instance, settings }: ObjectScope): { readonly runtimeClassName?: string } {
  if (instance.runtime.type !== 'wasm') return {};
  if (settings.wasmRuntimeClass !== undefined) return { runtimeClassName: settings.wasmRuntimeClass };
  throw new DriverError(
    'invalid',
    `${nameOf(instance)} is WebAssembly, and this cluster has no nodes for it: its settings name no wasmRuntimeClass.`,
  );
}

function nameOf({ entry }: Instance): string {
  return `${entry.id} ${entry.version}`;
}
