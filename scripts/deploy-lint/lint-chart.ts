import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beside, runTool } from './run-tool.ts';

const chart = 'deploy/helm/souk';
/** The oldest that the chart is for, and the newest that its manifests are held against. */
const kubernetesVersions = ['1.27.0', '1.37.0'];

const repository = 'settings.SOUK_REPO=https://git.example.com/catalog.git';
const auditKey = 'settings.SOUK_AUDIT_KEY=/run/souk-files/audit-key';
const secrets = ['existingSecret=souk', 'filesSecret=souk-files'];
const needed = [repository, auditKey, ...secrets];
const everything = [
  ...needed,
  'replicas=3',
  `image.digest=sha256:${'0'.repeat(64)}`,
  'imagePullSecrets[0].name=registry',
  'settings.SOUK_SECRET_TEAM1=a',
  'settings.GNUPGHOME=/run/souk-files',
  'settings.GIT_SSL_CAINFO=/run/souk-files/authorities',
  'knownHosts=hosts',
  'manifestSecret=souk-manifests',
  'advisoriesClaim=advisories',
  'ingress.enabled=true,ingress.host=souk.example.com,ingress.className=nginx,ingress.tlsSecret=souk-tls',
  'ingress.annotations.a=b',
  'networkPolicy.from[0].podSelector.matchLabels.app=proxy',
  'podAnnotations.a=b',
  'nodeSelector.a=b',
  'tolerations[0].key=a',
];

const accepted: Readonly<Record<string, readonly string[]>> = { 'what is needed': needed, everything };

/** Values that Helm must not install. */
const refused: Readonly<Record<string, readonly string[]>> = {
  'nothing set': [],
  'no repository': [auditKey, ...secrets],
  'no secret': [repository, auditKey, 'filesSecret=souk-files'],
  'no audit key': [repository, ...secrets],
  'an audit key that is gone with its pod': [...needed, 'settings.SOUK_AUDIT_KEY=/var/lib/souk/key'],
  'no secret for the audit key': [repository, auditKey, 'existingSecret=souk'],
  'a secret among the settings': [...needed, 'settings.SOUK_GITHUB_TOKEN=x'],
  'another port than that of the probes': [...needed, 'settings.SOUK_PORT=a'],
  'another address to listen on': [...needed, 'settings.SOUK_HOST=127.0.0.1'],
  'another folder than the volume': [...needed, 'settings.SOUK_DATA_DIR=/srv'],
  'credentials in the address': [...needed, 'settings.SOUK_REPO=https://me:pass@git.example.com/a.git'],
  'DNS where clouds hand out credentials': [...needed, 'networkPolicy.localDns[0]=169.254.0.0/16'],
  'an unknown value': [...needed, 'replicaCount=2'],
  'no replica': [...needed, 'replicas=0'],
};

/** What has to be in the manifests that all values together give. */
const shown: Readonly<Record<string, RegExp>> = {
  'what others fetch is not fetched by pods': /^ {2}SOUK_ADVISORY_SOURCE: none$/m,
  'no pod starts without the address of the database':
    /- name: SOUK_DATABASE_URL\s+valueFrom:\s+secretKeyRef:\s+name: souk\s+key: SOUK_DATABASE_URL\s+optional: false$/m,
  'hosts are known to SSH': /mountPath: \/etc\/ssh\/ssh_known_hosts\s+subPath: hosts$/m,
  'DNS on the node is reached':
    /cidr: 169\.254\.20\.10\/32\s+ports:\s+- port: 53\s+protocol: UDP\s+- port: 53\s+protocol: TCP$/m,
};

/** @returns what is wrong with the chart: with itself, with what it gives, and with what it takes */
export function lintChart(helm: string, checkers: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'souk-chart-'));
  try {
    return [
      ...failureOf(
        'helm lint',
        runTool(helm, ['lint', '--strict', '--quiet', chart, ...setting(everything)]),
      ),
      ...Object.entries(accepted).flatMap(([name, values]) =>
        kubernetesVersions.flatMap((version) =>
          lintRendered(helm, checkers, { folder, name, values, version }),
        ),
      ),
      ...missingFrom(render(helm, everything).stdout),
      ...failureOf('ServiceMonitor', render(helm, [...everything, 'serviceMonitor.enabled=true'])),
      ...Object.entries(refused)
        .filter(([, values]) => !isRefused(render(helm, values)))
        .map(([name]) => `The chart takes values that it should refuse: ${name}.`),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Rendering {
  readonly folder: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly version: string;
}

function lintRendered(
  helm: string,
  checkers: string,
  { folder, name, values, version }: Rendering,
): string[] {
  const rendered = render(helm, values, version);
  if (!rendered.passed) return failureOf(name, rendered);
  const file = join(folder, 'rendered.yaml');
  writeFileSync(file, rendered.stdout);
  const minor = version.split('.').slice(0, 2).join('.');
  return failureOf(
    `${name}, for Kubernetes ${minor}`,
    runTool(beside(checkers, 'kubernetes-validate'), ['--strict', '--quiet', '-k', minor, file]),
  );
}

function render(helm: string, values: readonly string[], version = kubernetesVersions.at(-1) ?? '') {
  return runTool(helm, ['template', 'souk', chart, '--kube-version', version, ...setting(values)]);
}

/** A template that breaks says less of what to do than the schema does. */
function isRefused({ passed, output }: ReturnType<typeof runTool>): boolean {
  return !passed && output.includes('specifications of the schema');
}

function missingFrom(manifests: string): string[] {
  return Object.entries(shown)
    .filter(([, pattern]) => !pattern.test(manifests))
    .map(([name]) => `The chart does not see to it that ${name}.`);
}

function setting(values: readonly string[]): string[] {
  return values.flatMap((value) => ['--set', value]);
}

function failureOf(name: string, { passed, output }: ReturnType<typeof runTool>): string[] {
  return passed ? [] : [`${name}: ${output}`];
}
