import { base64Of, drawn } from './drawn.ts';
import { key, password, sample } from './secret-sample.ts';

export const passwords = [
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

export const randomValues = [
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
