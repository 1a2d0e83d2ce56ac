import { base64Of, drawn, drawnPem } from './drawn.ts';
import { key, sample } from './secret-sample.ts';

export const privateKeys = [
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
