const SECRET_WORDS =
  /(?:^|[_\-.])(?:password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|private_?key|signing_?key|encryption_?key|credentials?|client_?secret|auth_?key|connection_?string|database_?url|dsn)(?:$|[_\-.])/;

/** Endings that say the value tells where or how, and is no secret itself. */
const DESCRIBES =
  /[_\-.](?:file|path|dir|name|names|id|ids|arn|url|uri|endpoint|ttl|expiry|expires|lifetime|length|type|header|issuer|algorithm|enabled|version|ref|source|location|provider|region|count|rotation|days|policy|scopes?|audience)$/;

/** Whether the name of a variable or field says that its value is a secret. */
export function isSecretName(name: string): boolean {
  const words = name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return SECRET_WORDS.test(words) && (!DESCRIBES.test(words) || /(?:^|[_\-.])database_?url$/.test(words));
}

/** Whether a value is written out, and not a reference to where the secret is kept, a path, or an example left empty. */
export function isWrittenOut(value: string): boolean {
  const text = value.trim();
  return (
    text !== '' &&
    !/^(?:\$|\{\{|<|%|arn:|vault:|secret:|projects\/|\/|true$|false$|none$|null$)/i.test(text) &&
    !text.includes('${') &&
    !text.includes('{{')
  );
}
