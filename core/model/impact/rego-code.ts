/** Literals are kept as they are; comments, blank lines and trailing spaces say nothing to the compiler. */
const INERT = /("(?:\\.|[^"\\\n])*"|`[^`]*`)|[ \t\r]*(?:#[^\n]*)?\n(?:[ \t\r]*(?:#[^\n]*)?\n)*/g;

/** The text of a Rego module without comments, metadata included: two that are equal yield the same. */
export function codeOf(rego: string): string {
  return `\n${rego}\n`.replace(INERT, (_, literal: string | undefined) => literal ?? '\n');
}

/** The packages of shared functions that a module names, such as `souk.lib.egress`. */
export function librariesNamed(rego: string): string[] {
  const names = codeOf(rego).matchAll(/\bdata\.(souk\.lib\.[A-Za-z0-9_]+)/g);
  return [...new Set([...names].map(([, name]) => name ?? ''))].sort();
}

/** The package of a module; undefined where it has none. */
export function packageOf(rego: string): string | undefined {
  return /^package ([\w.]+)/m.exec(codeOf(rego))?.[1];
}
