import { drawn } from './drawn.ts';
import { key, password, sample } from './secret-sample.ts';

export const connections = [
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
