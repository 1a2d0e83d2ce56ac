/** Variables that make a program accept any certificate, with the values that do. */
const SWITCHES: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  GIT_SSL_NO_VERIFY: /^(?:1|true|yes|on)$/i,
  PYTHONHTTPSVERIFY: /^0$/,
  NPM_CONFIG_STRICT_SSL: /^(?:false|0)$/i,
  YARN_ENABLE_STRICT_SSL: /^(?:false|0)$/i,
  PGSSLMODE: /^(?:disable|allow|prefer)$/,
  GONOSUMCHECK: /^1$/,
  GOINSECURE: /\S/,
  GONOSUMDB: /^\*$/,
  GOFLAGS: /-insecure/,
  PIP_TRUSTED_HOST: /\S/,
  UV_INSECURE_HOST: /\S/,
  CURL_INSECURE: /^1$/,
};

/** Whether setting the variable to the value turns the verification of certificates or checksums off. */
export function turnsVerificationOff(name: string, value: string): boolean {
  const pattern = Object.hasOwn(SWITCHES, name.toUpperCase()) ? SWITCHES[name.toUpperCase()] : undefined;
  return pattern?.test(value.trim()) ?? false;
}
