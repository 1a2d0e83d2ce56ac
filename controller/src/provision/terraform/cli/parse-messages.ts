/** What the CLI says with `-json`, as far as it is of use. */
export interface CliMessages {
  readonly diagnostics: readonly Diagnostic[];
  /** What is about to change, by the addresses of resources. */
  readonly changes: readonly PlannedChange[];
  /** Whether what a module gives out changes. */
  readonly outputsChange: boolean;
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** Of a resource; absent where it is about none. */
  readonly address?: string;
  readonly place?: { readonly file: string; readonly line: number };
}

export interface PlannedChange {
  readonly address: string;
  readonly action: string;
}

/** Reads the lines of the CLI; those that are no message are left out. */
export function parseMessages(stdout: string): CliMessages {
  const messages = stdout.split('\n').flatMap((line): readonly Message[] => {
    const message = parseLine(line);
    return message === undefined ? [] : [message];
  });
  return {
    diagnostics: messages.flatMap(({ diagnostic }) => diagnosticOf(diagnostic) ?? []),
    changes: messages.flatMap(({ type, change }) =>
      type === 'planned_change' ? (changeOf(change) ?? []) : [],
    ),
    outputsChange: messages.some(
      ({ type, outputs }) =>
        type === 'outputs' &&
        isObject(outputs) &&
        Object.values(outputs).some(
          (one) => isObject(one) && !['noop', undefined].includes(one['action'] as string),
        ),
    ),
  };
}

type Message = Readonly<Record<string, unknown>>;

function parseLine(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function diagnosticOf(value: unknown): Diagnostic | undefined {
  if (!isObject(value)) return undefined;
  const { severity, summary, detail, address, range } = value;
  if (severity !== 'error' && severity !== 'warning') return undefined;
  const start = isObject(range) ? range['start'] : undefined;
  const line = isObject(start) ? start['line'] : undefined;
  const file = isObject(range) ? range['filename'] : undefined;
  return {
    severity,
    summary: typeof summary === 'string' ? summary : '',
    detail: typeof detail === 'string' ? detail : '',
    ...(typeof address === 'string' && address !== '' ? { address } : {}),
    ...(typeof file === 'string' && typeof line === 'number' && file !== '' ? { place: { file, line } } : {}),
  };
}

function changeOf(value: unknown): PlannedChange | undefined {
  if (!isObject(value) || !isObject(value['resource'])) return undefined;
  const { addr } = value['resource'];
  const { action } = value;
  if (typeof addr !== 'string' || typeof action !== 'string' || action === 'noop') return undefined;
  return { address: addr, action };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
