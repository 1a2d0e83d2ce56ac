import type { SecretForm } from './secret-form.ts';

const form = (what: string, hint: string, pattern: RegExp): SecretForm => ({
  rule: 'secret/cloud-key',
  what,
  hint,
  pattern,
});

/** Keys of cloud providers that secretlint does not know or knows in one spelling only. */
export const cloudKeyForms: readonly SecretForm[] = [
  form(
    'An AWS secret access key',
    'ecret',
    /(?:aws.{0,20})?secret[_-]?(?:access[_-]?)?key["'\]]{0,3}\s{0,5}(?:=>|:=|[:=,])\s{0,5}["']?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
  ),
  form('A Google API key', 'AIza', /\bAIza[\w-]{35}(?![\w-])/g),
  form('A Google OAuth client secret', 'GOCSPX-', /\bGOCSPX-[\w-]{28}(?![\w-])/g),
  form('A Google OAuth access token', 'ya29.', /\bya29\.[\w-]{40,400}/g),
  form('A Google OAuth refresh token', '1//0', /(?<![\w/])1\/\/0[\w-]{40,200}/g),
  form('An Azure storage account key', 'AccountKey=', /AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/g),
  form(
    'An Azure shared access key',
    'SharedAccessKey=',
    /SharedAccessKey=(?<secret>[A-Za-z0-9+/]{42,88}={0,2})/g,
  ),
  form(
    'An Azure shared access signature',
    'sig=',
    /\bs[vetrpk]=[^\s"'<>]{1,300}?&(?:amp;)?sig=(?<secret>[A-Za-z0-9%+/]{40,120}(?:=|%3D)?)/g,
  ),
  form('An Azure client secret', 'Q~', /(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/g),
  form(
    'An Azure Functions key',
    'code=',
    /azurewebsites\.net\/[^\s"'<>]{0,200}[?&]code=(?<secret>[\w/+%-]{40,80}={0,2})/g,
  ),
  form('An Alibaba Cloud access key', 'LTAI', /\bLTAI[A-Za-z0-9]{20}\b/g),
  form('A Tencent Cloud secret id', 'AKID', /\bAKID[A-Za-z0-9]{32}\b/g),
  form('A DigitalOcean token', '_v1_', /\bdo[por]_v1_[a-f0-9]{64}\b/g),
  form('A Heroku key', 'HRKU-', /\bHRKU-[\w-]{36,64}/g),
  form('A Fly.io token', 'fm2_', /\bfm2_[A-Za-z0-9+/]{80,1000}={0,2}/g),
  form('A Terraform Cloud token', '.atlasv1.', /\b[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}/g),
  form('A Pulumi token', 'pul-', /\bpul-[a-f0-9]{40}\b/g),
  form('A Doppler token', 'dp.', /\bdp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{40,50}/g),
  form('A HashiCorp Vault token', 'hv', /\bhv[sbr]\.[\w-]{24,300}/g),
];
