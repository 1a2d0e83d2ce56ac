// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples hold references of shells and templates
import { base64Of, drawn, drawnToken } from './drawn.ts';

/** A line of a file that holds no secret, although it looks a little like one. */
export interface HarmlessSample {
  readonly file: string;
  readonly text: string;
}

const hex = (length: number, seed: string): string => drawn(length, 'hex', seed);
const uuid = (seed: string): string =>
  `${hex(8, seed)}-${hex(4, seed)}-4${hex(3, seed)}-a${hex(3, seed)}-${hex(12, seed)}`;
const sha512 = (seed: string): string => `sha512-${drawn(86, 'base64', seed)}==`;
const seeds = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const stars = '*'.repeat(8);

const identifiers = seeds.flatMap((seed) => [
  { file: 'requests.json', text: `{"id":"${uuid(seed)}","token_id":"${uuid(`t${seed}`)}"}` },
  { file: 'src/keys.ts', text: `const cacheKey = '${uuid(`k${seed}`)}';` },
  { file: 'config.yaml', text: `tenantId: ${uuid(`n${seed}`)}\nsecretId: ${uuid(`s${seed}`)}` },
  { file: 'data.sql', text: `INSERT INTO session VALUES ('${uuid(`q${seed}`)}');` },
]);

const digests = seeds.flatMap((seed) => [
  { file: 'Dockerfile', text: `FROM node:24@sha256:${hex(64, seed)}` },
  { file: 'package-lock.json', text: `"node_modules/token-types": { "integrity": "${sha512(seed)}" }` },
  { file: 'yarn.lock', text: `  integrity ${sha512(`y${seed}`)}` },
  { file: 'go.sum', text: `github.com/acme/secret v1.2.0 h1:${drawn(43, 'base64', seed)}=` },
  { file: 'sbom.cdx.json', text: `{"alg":"SHA-256","content":"${hex(64, `b${seed}`)}"}` },
  { file: 'src/pin.ts', text: `const secretsBundleSha256 = '${hex(64, `p${seed}`)}';` },
  { file: '.github/workflows/ci.yaml', text: `- uses: acme/auth-action@${hex(40, `u${seed}`)} # v2` },
  { file: 'release.md', text: `Fixes the token refresh (commit ${hex(40, `m${seed}`)}).` },
  { file: 'checksums.txt', text: `${hex(64, `c${seed}`)}  auth-key-tool.tar.gz` },
  {
    file: 'flake.lock',
    text: `"rev": "${hex(40, `f${seed}`)}", "narHash": "sha256-${drawn(43, 'base64', `f${seed}`)}="`,
  },
  { file: 'index.html', text: `<script integrity="${sha512(`i${seed}`)}" src="auth.js"></script>` },
]);

const references = [
  ['.env.example', 'DB_PASSWORD=${DB_PASSWORD}'],
  ['.env.example', 'API_KEY=<your-api-key>'],
  ['.env.example', 'API_TOKEN=your-token-here'],
  ['.env.example', 'SECRET_KEY=changeme'],
  ['.env.example', 'STRIPE_KEY=sk_test_xxxxxxxxxxxxxxxxxxxxxxxx'],
  ['.env.example', 'OPENAI_API_KEY=sk-...'],
  ['.env.example', `PASSWORD=${stars}`],
  ['.env.example', 'TOKEN='],
  ['.env', 'AWS_SECRET_ACCESS_KEY=$AWS_SECRET'],
  ['.env', 'SESSION_SECRET=$(openssl rand -hex 32)'],
  ['compose.yaml', 'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?required}'],
  ['compose.yaml', 'POSTGRES_PASSWORD_FILE: /run/secrets/db-password'],
  [
    'deploy.yaml',
    'password:\n  valueFrom:\n    secretKeyRef:\n      name: db-credentials\n      key: password',
  ],
  ['compose.yaml', 'ROOT_PASSWORD: %ROOT_PASSWORD_1%'],
  ['values.yaml', 'password: ENC[AES256_GCM,data:Zk3=,iv:q1=,tag:x9=,type:str]'],
  ['values.yaml', 'password: *db-password-2'],
  ['src/login.ts', "setPassword(form.get('password2'));"],
  ['src/login.ts', "getSecret('crm-api-key-2')"],
  ['src/login.ts', "jwt.sign(claims, 'shared-secret')"],
  ['README.md', 'Default password: `password`.'],
  ['README.md', 'docker login -u ci -p "$REGISTRY_PASSWORD"'],
  ['aws.tf', 'account_id = "111122223333"'],
  ['aws.tf', 'role_id = "AROAJ2UCCR6DPCEXTW4Q"'],
  ['composer.lock', `"name": "acme/auth-token", "reference": "${hex(40, 'lock')}"`],
  ['poetry.lock', `name = "secretstorage"\nhash = "sha256:${hex(64, 'lock')}"`],
  ['.terraform.lock.hcl', `provider "vault" {\n  hashes = ["h1:${drawn(43, 'base64', 'lock')}="]\n}`],
  ['deploy.yaml', 'service-token: internal-accounts-service-eu-west-1-v2'],
  ['src/keys.ts', "apiKey: 'BillingAccountsProductionPrimary2'"],
  ['src/keys.ts', "apiKey: 'CustomerPortalBackendSigning2026'"],
  ['main.tf', 'password = coalesce(var.password1, local.generated2)'],
  ['README.md', "password: 'secret!'"],
  ['deploy.yaml', 'secretName: tls-certificate-2026'],
  ['deploy.yaml', 'imagePullSecrets:\n  - name: registry-credentials-v2'],
  ['deploy.yaml', 'envFrom:\n  - secretRef:\n      name: app-secrets-2'],
  ['deploy.yaml', '- name: TOKEN_TTL_SECONDS\n  value: "86400000"'],
  ['ci.yaml', 'token: ${{ secrets.GITHUB_TOKEN }}'],
  ['ci.yaml', 'password: ${{ secrets.REGISTRY_PASSWORD }}'],
  ['ci.yaml', 'GH_TOKEN: ${{ github.token }}'],
  ['values.yaml', 'password: "{{ .Values.db.password }}"'],
  ['values.yaml', 'existingSecret: my-release-postgresql'],
  ['values.yaml', 'password: ""'],
  ['values.yaml', 'password: null'],
  ['values.yaml', 'apiKey: !vault secret/data/app#key'],
  ['values.yaml', 'apiKey: vault:secret/data/crm#api-key-2'],
  ['values.yaml', 'password: op://Private/db/password-1'],
  [
    'manifest.yaml',
    'secrets:\n  - name: CRM_API_KEY\n    provision: vault\n    description: Key of the CRM.',
  ],
  ['manifest.yaml', 'secrets:\n  crm: vault://kv/crm/api-key'],
  ['main.tf', 'password = var.db_password'],
  ['main.tf', 'password = random_password.db.result'],
  ['main.tf', 'secret_key = data.aws_secretsmanager_secret_version.key.secret_string'],
  ['main.tf', 'token = "${var.token}"'],
  ['main.tf', 'variable "db_password" {\n  type      = string\n  sensitive = true\n}'],
  ['main.tf', 'secret_id = "projects/acme/secrets/crm-key-2/versions/latest"'],
  ['main.tf', 'kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"'],
  ['Dockerfile', 'ARG NPM_TOKEN'],
  ['Dockerfile', 'RUN --mount=type=secret,id=npm_token npm ci'],
  ['Dockerfile', 'ENV PASSWORD_POLICY=strict-2'],
  ['.npmrc', '//registry.public.dev/:_authToken=${NPM_TOKEN}'],
  ['run.sh', 'docker login -u ci --password-stdin'],
  ['run.sh', 'export TOKEN="$(vault read -field=token auth/token)"'],
  ['run.sh', 'curl -u "$USER:$PASSWORD" https://api.acme.dev'],
  ['run.sh', 'curl -H "Authorization: Bearer $TOKEN" https://api.acme.dev'],
  ['run.sh', 'read -s -p "Password: " password'],
  ['run.sh', 'deploy --token "$DEPLOY_TOKEN"'],
].map(([file = '', text = '']) => ({ file, text }));

const code = [
  ['src/login.ts', 'const password = process.env.DB_PASSWORD ?? fail();'],
  ['src/login.ts', "const token = await getToken('crm-sync-v2');"],
  ['src/login.ts', 'interface Login { readonly password: string; readonly token: string }'],
  ['src/log.ts', "redact: ['users.*.password', 'users[0].profile.password2']"],
  ['src/login.ts', "const label = { password: 'Password', token: 'Access token' };"],
  ['src/login.ts', "passwordField: 'user_password_2',"],
  ['src/login.ts', "const TOKEN_HEADER = 'X-Auth-Token-V2';"],
  ['src/login.ts', "const tokenUrl = 'https://login.acme.dev/oauth2/v2/token';"],
  ['src/login.ts', "t('login.password.error.tooShort8')"],
  ['src/login.ts', "errors.password = 'Use at least 12 characters.';"],
  ['src/login.ts', "throw new Error('secret-not-found-404');"],
  ['src/login.ts', 'if (password === confirmation) return true;'],
  ['src/login.ts', "const secretName = 'projects/acme/secrets/db1';"],
  ['src/login.ts', 'token: z.string().min(32).max(128),'],
  ['src/login.ts', "type: 'password', autocomplete: 'current-password',"],
  ['src/login.ts', "const sortKey = 'createdAt2';"],
  ['src/login.ts', 'const apiKeyPattern = /^[a-z0-9]{32}$/;'],
  ['src/login.ts', "const API_KEY_ENV = 'CRM_API_KEY_PROD_1';"],
  ['src/login.ts', "import { tokenizer } from './tokenizer-v2.ts';"],
  ['src/login.ts', 'const maxTokens = 128000; const tokens = 4096;'],
  ['src/login.ts', "cookie: 'session_id', sessionName: 'acme-session-v1',"],
  ['src/login.ts', 'const key = `${tenant}:session:${id}`;'],
  ['src/login.ts', "passwordHash: '$2b$12$C6UzMDM.H6dfI/f3IKxGhu8yT1h5b6q0Zl7dM2n4o6p8q0r2s4t6u'"],
  ['src/login.ts', "const keyboardKey = 'ArrowLeftShiftControl12';"],
  ['src/login.py', 'password = os.environ["DB_PASSWORD"]'],
  ['src/login.py', 'token: str = settings.api_token'],
  ['src/login.py', 'def check(password: str, salt: bytes) -> bool:'],
  ['src/login.py', 'secret = client.get_secret("crm-api-key-2").value'],
  ['src/login.py', "PASSWORD_RESET_TIMEOUT = '259200'"],
  ['src/login.py', "AUTH_USER_MODEL = 'accounts.User2'"],
  ['src/login.py', "AUTH_PASSWORD_VALIDATORS = [{'NAME': 'django.contrib.auth.Min8'}]"],
  ['src/main.go', 'cfg.Password = os.Getenv("DB_PASSWORD_2")'],
  ['src/main.go', 'type Login struct { Password string `json:"password1"` }'],
  ['src/main.go', 'token := strings.TrimPrefix(header, "Bearer ")'],
  ['src/Main.java', 'private static final String TOKEN_KEY = "auth.token.v2";'],
  ['src/Main.java', '@Value("${crm.password2}") private String password;'],
  ['src/main.rs', 'let token = env::var("CRM_TOKEN_2")?;'],
  ['src/page.html', '<input type="password" name="password2" placeholder="Password">'],
  ['src/page.html', '<label for="api-key-1">API key</label>'],
  ['src/style.css', '.password-strength-3 { color: #a1b2c3; }'],
  ['i18n/de.json', '{"password":"Passwort","forgotPassword":"Passwort vergessen?"}'],
  ['i18n/en.json', '{"token.expired":"Your token ran out on {date1}."}'],
  ['query.graphql', 'mutation { login(password: $password) { token } }'],
  ['policy.rego', 'input.entity.secrets[_].name == "API_KEY_2"'],
].map(([file = '', text = '']) => ({ file, text }));

const documented = [
  {
    file: 'azurite.env',
    text: `AccountName=devstoreaccount1;AccountKey=${'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6'}${'IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='};`,
  },
  { file: 'README.md', text: `export GH=${'gh'}${'p_'}abcdefghijklmnopqrstuvwxyz0123456789` },
  { file: 'README.md', text: `export GH=${'gh'}${'p_'}${'A'.repeat(36)}` },
];

const examples = [
  ['README.md', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE'],
  ['README.md', 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['README.md', 'psql postgres://user:password@localhost:5432/app'],
  ['README.md', 'mongodb://username:password@host:27017'],
  ['README.md', 'redis://:password@cache:6379'],
  ['README.md', 'https://user:secret123@example.com/path'],
  ['README.md', 'amqp://guest:guest@localhost:5672'],
  ['README.md', 'postgres://postgres:postgres@db:5432/test'],
  ['README.md', 'jdbc:postgresql://localhost/app?user=app&password=<password>'],
  ['README.md', 'Server=db;Database=app;User Id=app;Password=<password>;'],
  ['README.md', 'git clone https://${TOKEN}:x-oauth-basic@github.com/acme/lib.git'],
  ['README.md', 'Set `API_KEY` to your own key, for example `API_KEY=abcdefgh12345678`.'],
  ['README.md', 'Authorization: Bearer <token>'],
  ['README.md', 'Authorization: Bearer YOUR_TOKEN_1234567890abcdef'],
  ['README.md', 'Authorization: Basic dXNlcjpwYXNzd29yZA=='],
  ['README.md', `export GITHUB_TOKEN=ghp_${'x'.repeat(36)}`],
  ['README.md', `glpat-${'0'.repeat(20)}`],
  ['README.md', 'xoxb-your-slack-bot-token-goes-here'],
  ['README.md', 'The password has to hold 12 characters, one digit and one sign.'],
  ['README.md', 'token = "example-token-1234"'],
  ['README.md', '"client_secret": "REPLACE_ME_WITH_SECRET_1"'],
  ['README.md', '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----'],
  ['README.md', '-----BEGIN RSA PRIVATE KEY-----\nMIIE<snip>\n-----END RSA PRIVATE KEY-----'],
  ['README.md', '`-----BEGIN PRIVATE KEY-----` marks the start of a key.'],
  ['src/scan.ts', "if (text.includes('-----BEGIN PRIVATE KEY-----')) refuse();"],
  ['README.md', drawnToken({ sub: '1234567890', name: 'John Doe', iat: 1516239022 })],
  ['README.md', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'],
  ['openapi.yaml', 'password:\n  type: string\n  format: password\n  minLength: 12'],
  ['openapi.yaml', 'tokenUrl: https://login.acme.dev/oauth2/token'],
  ['openapi.yaml', 'securitySchemes:\n  apiKey:\n    type: apiKey\n    in: header\n    name: X-API-Key-2'],
  ['openapi.yaml', 'operationId: resetPasswordForUser2'],
  ['schema.json', '{"password":{"type":"string","pattern":"^(?=.*[0-9]).{12,}$"}}'],
].map(([file = '', text = '']) => ({ file, text }));

const publicThings = [
  ...seeds.slice(0, 4).flatMap((seed) => [
    {
      file: 'tls.crt',
      text: `-----BEGIN CERTIFICATE-----\n${drawn(800, 'base64', seed)}\n-----END CERTIFICATE-----`,
    },
    {
      file: 'sign.pub',
      text: `-----BEGIN PUBLIC KEY-----\n${drawn(124, 'base64', seed)}\n-----END PUBLIC KEY-----`,
    },
    { file: 'authorized_keys', text: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${drawn(43, 'base64', seed)} ops` },
    { file: 'cosign.yaml', text: `publicKey: ${drawn(124, 'base64', `c${seed}`)}` },
    {
      file: 'jwks.json',
      text: `{"keys":[{"kty":"RSA","e":"AQAB","kid":"${drawn(27, 'url', seed)}","n":"${drawn(342, 'url', seed)}"}]}`,
    },
    { file: 'page.html', text: `<div class="g-recaptcha" data-sitekey="6L${drawn(38, 'url', seed)}"></div>` },
    { file: 'image.css', text: `background: url(data:image/png;base64,${drawn(300, 'base64', seed)});` },
    { file: 'app.js.map', text: `{"version":3,"mappings":"${'AAAA,SAASA;'.repeat(30)}"}` },
    { file: 'text.txt', text: base64Of(`Dear all, the meeting number ${seed} is moved to Tuesday at ten.`) },
    {
      file: 'next.json',
      text: `{"nextPageCursor":"${base64Of(`{"createdAt":"2026-11-${seed}","id":4711}`)}"}`,
    },
    { file: 'http.txt', text: `ETag: "${hex(32, seed)}"\nX-Request-Id: ${hex(32, `r${seed}`)}` },
  ]),
];

/** Files without a secret. */
export const harmlessSamples: readonly HarmlessSample[] = [
  ...identifiers,
  ...digests,
  ...references,
  ...code,
  ...documented,
  ...examples,
  ...publicThings,
];
