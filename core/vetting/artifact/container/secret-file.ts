const SECRET_FILES =
  /^(?:\.env(?:\..*)?|id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:key|p12|pfx|jks|keystore|ppk|kdbx)|\.(?:npmrc|pypirc|netrc|git-credentials|htpasswd|pgpass|aws|ssh|kube|gnupg)|_netrc|kubeconfig|credentials(?:\.json)?|service-account.*\.json|secrets?\.(?:ya?ml|json|env|toml))$/;

const EXAMPLES = /(?:^|[.\-_])(?:example|sample|template|dist|test)$/;
const PUBLIC = /(?:^|[.\-_])(?:ca|cert|certs|chain|fullchain|bundle|pub|public|root)(?:$|[.\-_])/;

/** Whether a file of this path usually keeps secrets. */
export function isSecretFile(path: string): boolean {
  const parts = path.slice(0, 500).toLowerCase().split('/');
  const name = parts.findLast((part) => part !== '') ?? '';
  if (EXAMPLES.test(name)) return false;
  if (name.endsWith('.pem')) return !PUBLIC.test(name);
  return SECRET_FILES.test(name) || parts.some((part) => /^\.(?:aws|ssh|kube|gnupg)$/.test(part));
}
