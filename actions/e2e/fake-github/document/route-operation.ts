import type { ApiDocument, ApiOperation } from './api-document.ts';

export interface Route {
  readonly operation: ApiOperation;
  readonly method: string;
  /** Texts of the path's parameters, decoded. */
  readonly path: Record<string, unknown>;
}

interface Pattern {
  readonly operation: ApiOperation;
  readonly method: string;
  readonly expression: RegExp;
  readonly literals: number;
}

/** Finds the operation that a request is for: the one with the fewest parameters in its path. */
export function createRouter(document: ApiDocument): (method: string, pathname: string) => Route | undefined {
  const patterns = Object.entries(document.paths)
    .flatMap(([template, methods]) =>
      Object.entries(methods).map(([method, operation]) => patternOf(template, method, operation)),
    )
    .toSorted((a, b) => b.literals - a.literals);
  return (method, pathname) => {
    for (const pattern of patterns) {
      const groups = pattern.method === method ? pattern.expression.exec(pathname)?.groups : undefined;
      if (groups === undefined) continue;
      const path = Object.entries(groups)
        .filter(([name]) => name !== 'rest_')
        .map(([name, text]) => [name, decodeURIComponent(text)]);
      return { operation: pattern.operation, method, path: Object.fromEntries(path) };
    }
    return undefined;
  };
}

function patternOf(template: string, method: string, operation: ApiOperation): Pattern {
  const parts = template.split('/');
  const source = parts
    .map((part, index) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name === undefined)
        return part.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+?)');
      // The name of a ref has slashes of its own.
      return name === 'ref' && index === parts.length - 1 ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`;
    })
    .join('/');
  return {
    operation,
    method: method.toUpperCase(),
    // Named, so that paths without parameters have groups too.
    expression: new RegExp(`^${source}(?<rest_>)$`),
    literals: parts.filter((part) => !part.startsWith('{')).length,
  };
}
