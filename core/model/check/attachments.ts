import type { Entry } from '../manifest/manifest.ts';

/** A file that a manifest says lies beside it. */
export interface AttachmentReference {
  readonly path: string;
  readonly pointer: string;
}

/** Every attachment that an entry names. */
export function attachmentsOf(entry: Entry): AttachmentReference[] {
  const { apis, events, sbom, provenance } = entry;
  return [
    ...(apis?.provides ?? []).flatMap((api, i) =>
      named(typeof api === 'string' ? undefined : api.openapi, `/apis/provides/${i}/openapi`),
    ),
    ...(events?.produces ?? []).flatMap((event, i) =>
      named(typeof event === 'string' ? undefined : event.schema, `/events/produces/${i}/schema`),
    ),
    ...(events?.consumes ?? []).flatMap((event, i) =>
      named(typeof event === 'string' ? undefined : event.schema, `/events/consumes/${i}/schema`),
    ),
    ...(typeof sbom === 'string' ? fileOrAddress(sbom, '/sbom') : named(sbom?.path, '/sbom/path')),
    ...(provenance?.attestations ?? []).flatMap((statement, i) =>
      typeof statement === 'string'
        ? fileOrAddress(statement, `/provenance/attestations/${i}`)
        : named(statement.path, `/provenance/attestations/${i}/path`),
    ),
    ...fileOrAddress(entry.support?.runbook, '/support/runbook'),
    ...fileOrAddress(entry.quality?.changelog, '/quality/changelog'),
    ...fileOrAddress(entry.quality?.documentation, '/quality/documentation'),
    ...fileOrAddress(entry.lifecycle?.deprecation?.migrationGuide, '/lifecycle/deprecation/migrationGuide'),
    ...(entry.kind === 'Connector' ? connectorFiles(entry) : []),
  ];
}

function connectorFiles(connector: Extract<Entry, { kind: 'Connector' }>): AttachmentReference[] {
  const ports = (['inputs', 'outputs'] as const).flatMap((list) =>
    (connector[list] ?? []).flatMap((port, i) =>
      named(typeof port === 'string' ? undefined : port.schema, `/${list}/${i}/schema`),
    ),
  );
  return [...fileOrAddress(connector.deploy, '/deploy'), ...ports];
}

function named(path: string | undefined, pointer: string): AttachmentReference[] {
  return path === undefined ? [] : [{ path: path.replace(/^\.\//, ''), pointer }];
}

/** Text that is an address or a sentence names no file; text that looks like a path does. */
function fileOrAddress(text: string | undefined, pointer: string): AttachmentReference[] {
  return text === undefined || !/^[\w./@+-]+\.[A-Za-z0-9]+$/.test(text) || text.includes('@')
    ? []
    : named(text, pointer);
}
