import type { SecretRule } from '../../secret/secret-match.ts';
import { base64Of, drawn, drawnPem, drawnToken } from './drawn.ts';

/** A file with one secret in it. */
export interface SecretSample {
  readonly title: string;
  readonly file: string;
  readonly text: string;
  readonly rule: SecretRule;
}

const key = (...halves: string[]): string => halves.join('');
const password = key('Tr7!', 'qz-Wv29');
const sample = (rule: SecretRule, title: string, file: string, text: string): SecretSample => ({
  title,
  file,
  text,
  rule,
});

const privateKeys = [
  sample('secret/private-key', 'RSA key', 'deploy/id_rsa', drawnPem(key('RSA PRIV', 'ATE KEY'), 1600)),
  sample(
    'secret/private-key',
    'Ed25519 key in PKCS 8',
    'keys/sign.pem',
    drawnPem(key('PRIV', 'ATE KEY'), 64),
  ),
  sample('secret/private-key', 'EC key', 'tls/server.key', drawnPem(key('EC PRIV', 'ATE KEY'), 164)),
  sample(
    'secret/private-key',
    'encrypted key',
    'tls/ca.key',
    drawnPem(key('ENCRYPTED PRIV', 'ATE KEY'), 1700),
  ),
  sample(
    'secret/private-key',
    'OpenSSH key',
    '.ssh/id_ed25519',
    drawnPem(key('OPENSSH PRIV', 'ATE KEY'), 340),
  ),
  sample(
    'secret/private-key',
    'PGP key',
    'release.asc',
    drawnPem(key('PGP PRIV', 'ATE KEY BLOCK'), 2400).replace('\n', '\nVersion: GnuPG v2\n\n'),
  ),
  sample(
    'secret/private-key',
    'key in a service account of Google',
    'config/service-account.json',
    JSON.stringify({
      type: 'service_account',
      project_id: 'acme-prod',
      private_key_id: drawn(40, 'hex'),
      private_key: drawnPem(key('PRIV', 'ATE KEY'), 1600),
      client_email: 'sync@acme-prod.iam.gserviceaccount.com',
    }),
  ),
  sample(
    'secret/private-key',
    'key indented in YAML',
    'values.yaml',
    `tls:\n  key: |\n${drawnPem(key('RSA PRIV', 'ATE KEY'), 800).replace(/^/gm, '    ')}\n  enabled: true\n`,
  ),
  sample(
    'secret/private-key',
    'key in one line of an environment file',
    '.env',
    `PORT=80\nSIGNING="${drawnPem(key('PRIV', 'ATE KEY'), 400, '\\n')}"\n`,
  ),
  sample(
    'secret/private-key',
    'key built from strings in code',
    'src/sign.ts',
    `const pem =\n${drawnPem(key('EC PRIV', 'ATE KEY'), 160)
      .trim()
      .split('\n')
      .map((line) => `  '${line}\\n'`)
      .join(' +\n')};\n`,
  ),
  sample(
    'secret/private-key',
    'PuTTY key',
    'deploy/server.ppk',
    `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: ops\nPublic-Lines: 2\n${drawn(64, 'base64')}\n${drawn(20, 'base64')}\n${key('Private', '-Lines')}: 1\n${drawn(48, 'base64')}\nPrivate-MAC: ${drawn(64, 'hex')}\n`,
  ),
  sample(
    'secret/private-key',
    'JSON web key',
    'keys/jwk.json',
    JSON.stringify({
      kty: 'EC',
      crv: 'P-256',
      x: drawn(43, 'url', 'x'),
      y: drawn(43, 'url', 'y'),
      d: drawn(43, 'url', 'd'),
    }),
  ),
  sample(
    'secret/private-key',
    'age identity',
    '.sops/age.txt',
    `${key('AGE-SECRET', '-KEY-1')}${drawn(58, 'upper').replace(/[BIO1]/g, 'Q')}\n`,
  ),
  sample(
    'secret/private-key',
    'key wrapped in base64',
    'deploy/secret.yaml',
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: tls\ndata:\n  tls.key: ${base64Of(drawnPem(key('PRIV', 'ATE KEY'), 240))}\n`,
  ),
];

const cloudKeys = [
  sample(
    'secret/cloud-key',
    'AWS key id',
    'src/upload.ts',
    `const accessKeyId = '${key('AK', 'IA')}${drawn(16, 'upper')}';\n`,
  ),
  sample(
    'secret/cloud-key',
    'AWS temporary key id',
    'notes.md',
    `Use ${key('AS', 'IA')}${drawn(16, 'upper', 'b')} until Friday.\n`,
  ),
  sample(
    'secret/cloud-key',
    'AWS secret in a credentials file',
    '.aws/credentials',
    `[default]\nregion = eu-west-1\naws_secret_access_key = ${drawn(40, 'base64')}\n`,
  ),
  sample(
    'secret/cloud-key',
    'AWS secret in Terraform',
    'main.tf',
    `provider "aws" {\n  region     = "eu-west-1"\n  secret_key = "${drawn(40, 'base64', 'tf')}"\n}\n`,
  ),
  sample(
    'secret/cloud-key',
    'AWS secret in code',
    'src/client.js',
    `new S3({ secretAccessKey: '${drawn(40, 'base64', 'js')}' });\n`,
  ),
  sample(
    'secret/cloud-key',
    'Google API key',
    'public/map.html',
    `<script src="https://maps.googleapis.com/maps/api/js?key=${key('AI', 'za')}${drawn(35, 'url')}"></script>\n`,
  ),
  sample(
    'secret/cloud-key',
    'Google client secret',
    'client.json',
    `{"installed":{"client_id":"1.apps.googleusercontent.com","client_secret":"${key('GOC', 'SPX-')}${drawn(28, 'url')}"}}\n`,
  ),
  sample(
    'secret/cloud-key',
    'Azure storage key',
    'appsettings.json',
    `{"Storage":"DefaultEndpointsProtocol=https;AccountName=acmeprod;Account${key('K', 'ey=')}${drawn(86, 'base64')}==;EndpointSuffix=core.windows.net"}\n`,
  ),
  sample(
    'secret/cloud-key',
    'Azure shared access signature',
    'src/blob.py',
    `URL = "https://acme.blob.core.windows.net/in?sv=2024-11-04&ss=b&srt=sco&sp=rwd&se=2027-01-01T00:00:00Z&${key('s', 'ig=')}${drawn(43, 'word')}%3D"\n`,
  ),
  sample(
    'secret/cloud-key',
    'Azure service bus key',
    'deploy/app.yaml',
    `env:\n  - name: BUS\n    value: Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccess${key('K', 'ey=')}${drawn(43, 'base64')}=\n`,
  ),
  sample(
    'secret/cloud-key',
    'Azure client secret',
    '.env.production',
    `AZURE_CLIENT_SECRET=${drawn(3)}${key('8', 'Q~')}${drawn(34, 'url')}\n`,
  ),
  sample(
    'secret/cloud-key',
    'DigitalOcean token',
    'terraform.tfvars',
    `do_token = "${key('dop', '_v1_')}${drawn(64, 'hex')}"\n`,
  ),
  sample(
    'secret/cloud-key',
    'Terraform Cloud token',
    '.terraformrc',
    `credentials "app.terraform.io" {\n  token = "${drawn(14)}${key('.atlas', 'v1.')}${drawn(67)}"\n}\n`,
  ),
  sample(
    'secret/cloud-key',
    'Vault token',
    'scripts/unseal.sh',
    `export VAULT_TOKEN=${key('hv', 's.')}${drawn(95, 'url')}\n`,
  ),
];

const tokens = [
  sample(
    'secret/token',
    'GitHub token',
    'scripts/release.sh',
    `gh auth login --with-token <<< ${key('gh', 'p_')}${drawn(36)}\n`,
  ),
  sample(
    'secret/token',
    'fine-grained GitHub token',
    '.github/workflows/ci.yaml',
    `env:\n  GH: ${key('github', '_pat_')}${drawn(82)}\n`,
  ),
  sample(
    'secret/token',
    'GitHub token in the address of a remote',
    '.gitmodules',
    `url = https://${key('gh', 'o_')}${drawn(36)}@github.com/acme/lib.git\n`,
  ),
  sample('secret/token', 'GitLab token', 'renovate.json', `{"token":"${key('gl', 'pat-')}${drawn(20)}"}\n`),
  sample(
    'secret/token',
    'Slack bot token',
    'src/notify.py',
    `client = WebClient("${key('xo', 'xb-')}${drawn(12, 'digits')}-${drawn(13, 'digits')}-${drawn(24)}")\n`,
  ),
  sample(
    'secret/token',
    'Slack webhook',
    'alert.yaml',
    `url: https://${key('hooks.sl', 'ack.com')}/services/T${drawn(8, 'upper')}/B${drawn(10, 'upper')}/${drawn(24)}\n`,
  ),
  sample(
    'secret/token',
    'Stripe key',
    'src/pay.rb',
    `Stripe.api_key = '${key('sk_', 'live_')}${drawn(24)}'\n`,
  ),
  sample(
    'secret/token',
    'Stripe webhook secret',
    'docker-compose.yml',
    `    environment:\n      STRIPE_HOOK: ${key('whs', 'ec_')}${drawn(32)}\n`,
  ),
  sample(
    'secret/token',
    'npm token',
    '.npmrc',
    `//registry.public.dev/:${key('_auth', 'Token')}=${key('np', 'm_')}${drawn(36)}\n`,
  ),
  sample(
    'secret/token',
    'npm token of an own registry',
    '.npmrc',
    `//npm.acme.example.net/:${key('_auth', 'Token')}=${drawn(32, 'hex')}\n`,
  ),
  sample(
    'secret/token',
    'PyPI token',
    '.pypirc',
    `[pypi]\nusername = __token__\npassword = ${key('pypi', '-AgE')}IcHlwaS5vcmc${drawn(140, 'url')}\n`,
  ),
  sample('secret/token', 'OpenAI key', 'src/llm.py', `openai.api_key = "${key('s', 'k-')}${drawn(48)}"\n`),
  sample(
    'secret/token',
    'OpenAI project key',
    '.env',
    `OPENAI_API_KEY=${key('sk-', 'proj-')}${drawn(120, 'url')}\n`,
  ),
  sample(
    'secret/token',
    'Anthropic key',
    'app.toml',
    `key = "${key('sk-', 'ant-')}api03-${drawn(93, 'url')}AA"\n`,
  ),
  sample(
    'secret/token',
    'Twilio key',
    'src/sms.js',
    `twilio('${key('S', 'K')}${drawn(32, 'hex')}', process.env.X);\n`,
  ),
  sample(
    'secret/token',
    'Twilio auth token',
    'src/sms.ts',
    `const authToken = '${drawn(32, 'hex', 'tw')}';\n`,
  ),
  sample(
    'secret/token',
    'SendGrid key',
    'mail.go',
    `const k = "${key('S', 'G.')}${drawn(22, 'url')}.${drawn(43, 'url')}"\n`,
  ),
  sample(
    'secret/token',
    'Mailgun key',
    'mail.php',
    `$mg = Mailgun::create('${key('ke', 'y-')}${drawn(32, 'hex', 'm')}');\n`,
  ),
  sample(
    'secret/token',
    'JSON web token',
    'test.http',
    `Authorization: Bearer ${drawnToken({ sub: 'svc-sync', iss: 'https://id.acme.dev', exp: 1999999999 })}\n`,
  ),
  sample(
    'secret/token',
    'bearer token in a script',
    'probe.sh',
    `curl -H "Authorization: Bearer ${drawn(40, 'url')}" https://api.acme.dev/v1\n`,
  ),
  sample(
    'secret/token',
    'Basic credentials in a header',
    'src/get.ts',
    `headers: { Authorization: 'Basic ${base64Of(`svc-sync:${password}`)}' },\n`,
  ),
  sample(
    'secret/token',
    'user and password of curl',
    'Makefile',
    `\tcurl -u deploy:${password} https://nexus.acme.dev/repository\n`,
  ),
  sample(
    'secret/token',
    'Hugging Face token',
    'train.py',
    `login("${key('h', 'f_')}${drawn(34).replace(/\d/g, 'k')}")\n`,
  ),
  sample(
    'secret/token',
    'Docker token',
    'ci.sh',
    `echo ${key('dckr', '_pat_')}${drawn(27, 'url')} | docker login --password-stdin\n`,
  ),
  sample(
    'secret/token',
    'Atlassian token',
    'jira.properties',
    `jira.cred=${key('ATA', 'TT3')}xFfGF0${drawn(180, 'url')}\n`,
  ),
  sample(
    'secret/token',
    'Telegram token',
    'bot.py',
    `TOKEN = "${drawn(10, 'digits')}${key(':', 'AA')}${drawn(33, 'url')}"\n`,
  ),
  sample(
    'secret/token',
    'Discord webhook',
    'hook.json',
    `{"url":"https://discord.com/${key('api/web', 'hooks')}/${drawn(18, 'digits')}/${drawn(68, 'url')}"}\n`,
  ),
  sample(
    'secret/token',
    'RubyGems key',
    '.gem/credentials',
    `:rubygems_api_key: ${key('ruby', 'gems_')}${drawn(48, 'hex')}\n`,
  ),
  sample(
    'secret/token',
    'API key without a form, JSON',
    'config.json',
    `{\n  "endpoint": "https://api.acme.dev",\n  "apiKey": "${drawn(32)}"\n}\n`,
  ),
  sample(
    'secret/token',
    'API key without a form, code',
    'src/weather.ts',
    `const API_KEY = "${drawn(32, 'hex', 'w')}";\n`,
  ),
  sample(
    'secret/token',
    'client secret, YAML',
    'oauth.yaml',
    `oauth:\n  clientId: sync\n  clientSecret: ${drawn(40, 'url', 'c')}\n`,
  ),
  sample(
    'secret/token',
    'Datadog key in a container file',
    'Dockerfile',
    `FROM node:24\nENV DD_API_KEY ${drawn(32, 'hex', 'dd')}\n`,
  ),
  sample(
    'secret/token',
    'token on a command line',
    'deploy.sh',
    `vercel deploy --token ${drawn(24)} --prod\n`,
  ),
  sample(
    'secret/token',
    'token in a function that sets a header',
    'src/call.go',
    `req.Header.Set("X-Auth-Token", "${drawn(36, 'word', 'go')}")\n`,
  ),
];

const connections = [
  sample(
    'secret/connection-string',
    'PostgreSQL',
    '.env',
    `DATABASE_URL=postgres://app:${password}@db.acme.dev:5432/app\n`,
  ),
  sample(
    'secret/connection-string',
    'MongoDB',
    'src/db.ts',
    `connect('mongodb+srv://svc:${key('k9Lm', 'Wq2z')}@cluster0.ab1cd.mongodb.net/crm');\n`,
  ),
  sample(
    'secret/connection-string',
    'RabbitMQ',
    'config/queue.yaml',
    `url: amqps://sync:${key('pLq8', 'vN4t')}@mq.acme.dev/%2Fprod\n`,
  ),
  sample(
    'secret/connection-string',
    'Redis without a user',
    'docker-compose.yml',
    `REDIS_URL: redis://:${drawn(24)}@cache.acme.dev:6379/0\n`,
  ),
  sample(
    'secret/connection-string',
    'MySQL',
    'knexfile.js',
    `connection: 'mysql://root:${key('R00t', '#9x')}@10.0.3.7/crm',\n`,
  ),
  sample(
    'secret/connection-string',
    'JDBC',
    'application.properties',
    `spring.datasource.url=jdbc:postgresql://db.acme.dev/app?user=app&${key('pass', 'word')}=${key('zX81', 'kQ0m')}\n`,
  ),
  sample(
    'secret/connection-string',
    'SQL Server',
    'web.config',
    `<add name="Db" connectionString="Server=sql.acme.dev;Database=crm;User Id=crm;${key('Pass', 'word')}=${password};Encrypt=true" />\n`,
  ),
  sample(
    'secret/connection-string',
    'proxy with credentials',
    'Dockerfile',
    `ENV HTTPS_PROXY=http://proxyuser:${key('px7', 'Rk2w')}@proxy.acme.dev:3128\n`,
  ),
  sample(
    'secret/connection-string',
    'SMTP',
    'mail.toml',
    `dsn = "smtps://mailer:${key('m4Il', 'Qw9z')}@smtp.acme.dev:465"\n`,
  ),
  sample(
    'secret/connection-string',
    'Git remote',
    'install.sh',
    `git clone https://ci:${drawn(20)}@git.acme.dev/tools.git\n`,
  ),
];

const passwords = [
  sample(
    'secret/password',
    'code',
    'src/login.py',
    `db = connect(host="db", user="app", password="${password}")\n`,
  ),
  sample(
    'secret/password',
    'YAML',
    'config.yaml',
    `smtp:\n  user: mailer\n  password: ${key('n8Kv', '!w3Zq')}\n`,
  ),
  sample('secret/password', 'environment file', '.env', `DB_PASSWORD=${key('hun', 'ter2')}\n`),
  sample(
    'secret/password',
    'JSON',
    'appsettings.json',
    `{ "Smtp": { "Password": "${key('S3nd', 'M4il!')}" } }\n`,
  ),
  sample(
    'secret/password',
    'Terraform',
    'db.tf',
    `resource "aws_db_instance" "main" {\n  username = "app"\n  password = "${key('pg-9V', 'x72mQ')}"\n}\n`,
  ),
  sample(
    'secret/password',
    'default of a Terraform variable',
    'variables.tf',
    `variable "db_password" {\n  type    = string\n  default = "${key('w8Rt', '2pLx')}"\n}\n`,
  ),
  sample(
    'secret/password',
    'container file',
    'Dockerfile',
    `FROM postgres:17\nENV POSTGRES_PASSWORD=${key('Pg1', '7prod!')}\n`,
  ),
  sample(
    'secret/password',
    'container file, old form',
    'Dockerfile',
    `ARG ADMIN_PASSWORD\nENV ADMIN_PASSWORD ${key('adm', 'in4711')}\n`,
  ),
  sample(
    'secret/password',
    'properties',
    'application.properties',
    `spring.datasource.password=${key('Spr1', 'ngB00t')}\n`,
  ),
  sample(
    'secret/password',
    'XML',
    'settings.xml',
    `<server><id>nexus</id><username>ci</username><password>${key('Nx7', '!deploy3')}</password></server>\n`,
  ),
  sample(
    'secret/password',
    'variable of a deployment',
    'deployment.yaml',
    `env:\n  - name: SMTP_PASSWORD\n    value: "${key('dPl0', 'y#me9')}"\n`,
  ),
  sample(
    'secret/password',
    'SQL',
    'init.sql',
    `CREATE ROLE app LOGIN PASSWORD '${key('cr8T', 'e.r0le')}';\n`,
  ),
  sample(
    'secret/password',
    '.netrc',
    '.netrc',
    `machine git.acme.dev login ci password ${key('n3tR', 'c_881')}\n`,
  ),
  sample(
    'secret/password',
    'name and value in fields of their own',
    'web.config',
    `<add key="SmtpPassword" value="${password}" />\n`,
  ),
  sample('secret/password', 'call in Java', 'Db.java', `source.setPassword("${password}");\n`),
  sample(
    'secret/password',
    'JSON within a string',
    'call.json',
    `{"body":"{\\"password\\":\\"${key('Xy9', '!kk22')}\\"}"}\n`,
  ),
  sample('secret/password', 'brackets', 'app.yaml', `password: "${key('Xy(9)', 'z!q7')}"\n`),
  sample('secret/password', 'a sign of money', 'values.yaml', `adminPassword: ${key('$ecr', '3t123!')}\n`),
  sample('secret/password', 'sshpass', 'copy.sh', `sshpass -p '${password}' scp a host:b\n`),
  sample(
    'secret/password',
    'secure string',
    'setup.ps1',
    `$p = ConvertTo-SecureString "${password}" -AsPlainText\n`,
  ),
  sample('secret/password', 'pair in Python', 'get.py', `requests.get(url, auth=('admin', '${password}'))\n`),
  sample(
    'secret/password',
    'login on a command line',
    'Jenkinsfile',
    `sh "docker login -u ci -p ${password} reg.acme.dev"\n`,
  ),
  sample('secret/password', 'Redis', 'redis.conf', `port 6379\nrequirepass ${password}\n`),
  sample('secret/password', 'sentence', 'README.md', `Password for the staging box: \`${password}\`\n`),
  sample(
    'secret/password',
    'key that signs tokens',
    'src/sign.ts',
    `jwt.sign(claims, '${drawn(32, 'word', 'sign')}');\n`,
  ),
  sample(
    'secret/password',
    'value of a Kubernetes Secret',
    'secret.yaml',
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  ADMIN: ${key('kU8e', 's!pw77')}\n`,
  ),
  sample(
    'secret/password',
    'wrapped value of a Kubernetes Secret',
    'secret.yaml',
    `apiVersion: v1\nkind: Secret\ntype: Opaque\nmetadata:\n  name: db\ndata:\n  login: ${base64Of(key('b4se', '!sixty4'))}\n`,
  ),
  sample('secret/password', 'Go', 'main.go', `\tcfg.Password = "${key('G0l4', 'ng*pw')}"\n`),
  sample('secret/password', 'ini', 'php.ini', `[mysql]\nmysql.default_password = "${key('1n1F', 'ile%')}"\n`),
  sample('secret/password', 'command line', 'backup.sh', `pg_dump --password=${key('bkUp', '2026x')} crm\n`),
];

const moreTokens = [
  sample('secret/token', 'call in Java', 'Api.java', `client.withToken("${drawn(40, 'word', 'java')}");\n`),
  sample(
    'secret/token',
    'Django',
    'settings.py',
    `SECRET_KEY = '${key('django-inse', 'cure-')}${drawn(50)}'\n`,
  ),
  sample(
    'secret/token',
    'token in a header',
    'api.http',
    `Authorization: token ${drawn(40, 'hex', 'hdr')}\n`,
  ),
];

const randomValues = [
  sample('secret/random-value', 'session', 'config.rb', `session = "${drawn(64, 'word', 's')}"\n`),
  sample(
    'secret/random-value',
    'salt in code',
    'src/hash.ts',
    `const salt = '${drawn(44, 'base64', 'salt')}';\n`,
  ),
  sample(
    'secret/random-value',
    'authorization value',
    'tool.yaml',
    `x-authorization: ${drawn(48, 'word', 'au')}\n`,
  ),
];

/** Files with one secret each. No credential stands in this file: all are put together when it is loaded. */
export const secretSamples: readonly SecretSample[] = [
  ...privateKeys,
  ...cloudKeys,
  ...tokens,
  ...connections,
  ...passwords,
  ...moreTokens,
  ...randomValues,
];
