import { drawn } from './drawn.ts';
import { key, sample } from './secret-sample.ts';

export const cloudKeys = [
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
