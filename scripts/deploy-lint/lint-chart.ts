import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beside, runTool } from './run-tool.ts';

const chart = 'deploy/helm/souk';
/** The oldest that the chart is for, and the newest that its manifests are held against. */
const kubernetesVersions = ['1.27.0', '1.37.0'];

const needed = ['settings.SOUK_REPO=https://git.example.com/catalog.git', 'existingSecret=souk'];
const everything = [
  ...needed,
  'replicas=3',
  `image.digest=sha256:${'0'.repeat(64)}`,
  'imagePullSecrets[0].name=registry',
  'settings.SOUK_AUDIT_KEY=/run/souk-files/audit-key',
  'filesSecret=souk-files',
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
  'no repository': ['existingSecret=souk'],
  'no secret': needed.slice(0, 1),
  'a secret among the settings': [...needed, 'settings.SOUK_GITHUB_TOKEN=x'],
  'credentials in the address': [
    'settings.SOUK_REPO=https://me:pass@git.example.com/a.git',
    'existingSecret=souk',
  ],
  'an unknown value': [...needed, 'replicaCount=2'],
  'no replica': [...needed, 'replicas=0'],
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
      ...failureOf('ServiceMonitor', render(helm, [...everything, 'serviceMonitor.enabled=true'])),
      ...Object.entries(refused)
        .filter(([, values]) => render(helm, values).passed)
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

function setting(values: readonly string[]): string[] {
  return values.flatMap((value) => ['--set', value]);
}

function failureOf(name: string, { passed, output }: ReturnType<typeof runTool>): string[] {
  return passed ? [] : [`${name}: ${output}`];
}
