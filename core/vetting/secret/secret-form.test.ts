import { describe, expect, it } from 'vitest';
import { base64Of, drawn, drawnToken } from '../conformance/secret/drawn.ts';
import { cloudKeyForms } from './cloud-key-forms.ts';
import { passwordForms } from './password-forms.ts';
import { findForms } from './secret-form.ts';
import { tokenForms } from './token-forms.ts';

const join = (...halves: string[]): string => halves.join('');
const forms = [...cloudKeyForms, ...tokenForms, ...passwordForms];
const password = join('k9L!', 'mWq2z');

/** A secret of each form, put together here so that none stands in the file. */
const samples: Readonly<Record<string, string>> = {
  'An AWS secret access key': join('aws_secret_access', '_key: ', drawn(40, 'base64')),
  'A Google API key': join('AI', 'za', drawn(35, 'url')),
  'A Google OAuth client secret': join('GOC', 'SPX-', drawn(28, 'url')),
  'A Google OAuth access token': join('ya', '29.', drawn(120, 'url')),
  'A Google OAuth refresh token': join('1/', '/0', drawn(60, 'url')),
  'An Azure storage account key': join('Account', 'Key=', drawn(86, 'base64'), '=='),
  'An Azure shared access key': join('SharedAccess', 'Key=', drawn(43, 'base64'), '='),
  'An Azure shared access signature': join('se=2027-01-01&s', 'ig=', drawn(43), '%3D'),
  'An Azure client secret': join(drawn(3), '8', 'Q~', drawn(34, 'url')),
  'An Azure Functions key': join('https://a.azurewebsites.net/api/x?co', 'de=', drawn(54, 'word'), '=='),
  'An Alibaba Cloud access key': join('LT', 'AI', drawn(20)),
  'A Tencent Cloud secret id': join('AK', 'ID', drawn(32)),
  'A DigitalOcean token': join('dop', '_v1_', drawn(64, 'hex')),
  'A Heroku key': join('HR', 'KU-', drawn(60, 'url')),
  'A Fly.io token': join('fm', '2_', drawn(200, 'base64')),
  'A Terraform Cloud token': join(drawn(14), '.atlas', 'v1.', drawn(67)),
  'A Pulumi token': join('pu', 'l-', drawn(40, 'hex')),
  'A Doppler token': join('dp', '.pt.', drawn(43)),
  'A HashiCorp Vault token': join('hv', 's.', drawn(95, 'url')),
  'A JSON web token': drawnToken({ sub: 'svc', exp: 1 }),
  'A GitHub token': join('gh', 's_', drawn(36)),
  'A GitLab token': join('gl', 'rt-', drawn(20)),
  'A GitLab runner registration token': join('GR', '1348941', drawn(20)),
  'A Slack token': join('xo', 'xp-', drawn(11, 'digits'), '-', drawn(32)),
  'A Slack webhook': join(
    'https://hooks.sl',
    'ack.com/services/T',
    drawn(8, 'upper'),
    '/B',
    drawn(8, 'upper'),
    '/',
    drawn(24),
  ),
  'A Teams webhook': join(
    'https://acme.web',
    'hook.office.com/webhookb2/',
    drawn(36, 'hex'),
    '@',
    drawn(36, 'hex'),
    '/IncomingWebhook/',
    drawn(32),
  ),
  'A Discord webhook': join(
    'https://discord.com/api/web',
    'hooks/',
    drawn(18, 'digits'),
    '/',
    drawn(68, 'url'),
  ),
  'A Discord bot token': join('M', drawn(25), '.', drawn(6), '.', drawn(30)),
  'A Telegram bot token': join(drawn(10, 'digits'), ':A', 'A', drawn(33, 'url')),
  'A Stripe key': join('rk', '_live_', drawn(24)),
  'A Stripe test key': join('sk', '_test_', drawn(24)),
  'A Stripe webhook secret': join('wh', 'sec_', drawn(32)),
  'An npm token': join('np', 'm_', drawn(36)),
  'An npm registry token': join('//npm.acme.dev/:_auth', 'Token=', drawn(32)),
  'An npm registry password': join('//npm.acme.dev/:_pass', 'word=', drawn(24, 'base64')),
  'The npm registry credentials': join('//npm.acme.dev/:_au', 'th=', base64Of('ci:k9Lm-Wq2z')),
  'A token in a header': join('Authorization: token ', drawn(40, 'hex')),
  'A signing key of Django': join('django-inse', 'cure-', drawn(50)),
  'A password for sshpass': `sshpass -p '${password}' ssh host`,
  'A password for a login': `docker login -u ci -p ${password} registry.acme.dev`,
  'A password of Redis': `requirepass ${password}`,
  'A password beside a user name': `get(url, auth=('admin', '${password}'))`,
  'A password as a secure string': `ConvertTo-SecureString "${password}" -AsPlainText`,
  'A key that signs tokens': `jwt.sign(claims, '${password}')`,
  'A password in a sentence': `The password of the demo: \`${password}\`.`,
  'A PyPI token': join('py', 'pi-AgE', drawn(100, 'url')),
  'A RubyGems token': join('ruby', 'gems_', drawn(48, 'hex')),
  'A NuGet key': join('oy', '2', drawn(43, 'lower')),
  'A crates.io token': join('ci', 'o', drawn(32)),
  'An Anthropic key': join('sk', '-ant-api03-', drawn(93, 'url')),
  'An OpenAI key': join('sk', '-svcacct-', drawn(80, 'url')),
  'A Hugging Face token': join('h', 'f_', drawn(34)),
  'A Replicate token': join('r', '8_', drawn(37)),
  'A Perplexity key': join('pp', 'lx-', drawn(48)),
  'An xAI key': join('xa', 'i-', drawn(80)),
  'A Twilio key': join('S', 'K', drawn(32, 'hex')),
  'A SendGrid key': join('S', 'G.', drawn(22, 'url'), '.', drawn(43, 'url')),
  'A Mailgun key': join('ke', 'y-', drawn(32, 'hex')),
  'A Mailchimp key': join(drawn(32, 'hex'), '-u', 's14'),
  'A Brevo key': join('xkey', 'sib-', drawn(64, 'hex'), '-', drawn(16)),
  'A Square token': join('sq', '0csp-', drawn(43, 'url')),
  'A PayPal token': join('access', '_token$production$', drawn(16, 'lower'), '$', drawn(32, 'hex')),
  'A Shopify token': join('shp', 'at_', drawn(32, 'hex')),
  'A New Relic key': join('NR', 'AK-', drawn(27, 'upper')),
  'A Sentry token': join('snt', 'ryu_', drawn(64, 'hex')),
  'A Grafana token': join('gl', 'sa_', drawn(32), '_', drawn(8, 'hex')),
  'A PlanetScale credential': join('psc', 'ale_tkn_', drawn(43, 'url')),
  'A Supabase token': join('sb', 'p_', drawn(40, 'hex')),
  'A Postman key': join('PM', 'AK-', drawn(24, 'hex'), '-', drawn(34, 'hex')),
  'An Atlassian token': join('ATA', 'TT3x', drawn(180, 'url')),
  'A Bitbucket token': join('ATC', 'TT3x', drawn(180, 'url')),
  'An Airtable token': join('pa', 't', drawn(14), '.', drawn(64, 'hex')),
  'An Artifactory key': join('AK', 'Cp', drawn(69)),
  'A Docker token': join('dckr', '_oat_', drawn(32, 'url')),
  'A Databricks token': join('da', 'pi', drawn(32, 'hex')),
  'A Netlify token': join('nf', 'p_', drawn(40)),
  'A CircleCI token': join('CCI', 'PAT_', drawn(22), '_', drawn(40, 'hex')),
  'A bearer token': `Bearer ${drawn(40, 'url')}`,
  'Basic credentials': `Authorization: Basic ${base64Of('ci:k9Lm-Wq2z')}`,
  'A user name with a password for curl': join('curl -u ci:', drawn(12), ' https://acme.dev'),
};

describe('when text has the form of a secret', () => {
  it('has a sample of each form', () => {
    expect(Object.keys(samples).sort()).toEqual(forms.map(({ what }) => what).sort());
  });

  it.each(forms.map((form) => [form.what, form] as const))('knows %s', (what, form) => {
    const text = samples[what] ?? '';
    const [match, ...others] = findForms(`x\n${text}\ny`, [form], []);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ what, rule: form.rule });
    expect(`x\n${text}\ny`.slice(match?.offset, match?.endOffset)).toBe(match?.secret);
  });

  it.each(forms.map((form) => [form.what, form] as const))('takes no placeholder for %s', (what, form) => {
    const text = (samples[what] ?? '')
      .replace(password, 'change-me-2')
      .replace(/[A-Za-z0-9]{10,}/g, (run) => 'x'.repeat(run.length));
    expect(findForms(text, [form], ['change-me', 'xxxx'])).toEqual([]);
  });
});
