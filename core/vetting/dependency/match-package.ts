/** Whether a package URL without version is the one that a pattern names, or begins with it where that ends in `*`. */
export function matchPackage(pattern: string, bare: string): boolean {
  const wanted = readable(pattern);
  const given = readable(bare);
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : wanted === given;
}

/** Scopes are written both as `@acme` and as `%40acme`. */
function readable(text: string): string {
  return text.replace(/%40/g, '@').toLowerCase();
}

/** Whether a host is on a list, where `*.` stands for any name before. */
export function matchHost(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern,
  );
}
