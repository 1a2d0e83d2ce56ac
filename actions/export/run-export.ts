import { type BackstageExport, exportBackstage } from '@souk/model/export/to-backstage.ts';
import { exportJson } from '@souk/model/export/to-json.ts';
import type { EntityKey, Entry, Manifest } from '@souk/model/manifest/manifest.ts';
import { stringify } from 'yaml';
import type { FileWriter } from '../import/ports.ts';

export const exportFormats = ['backstage', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface RunExportOptions {
  readonly to: ExportFormat;
  /** File to write, relative to the folder of `target`; the text is only returned when absent. */
  readonly out?: string;
  readonly force?: boolean;
}

export interface ExportIo {
  /** The valid manifests of the catalog, with the text of an attachment where there is one. */
  readManifests(): Promise<
    readonly { readonly manifest: Manifest; readonly readAttachment?: (path: string) => string | undefined }[]
  >;
  readonly target?: FileWriter;
}

export type RunExportResult =
  | {
      readonly status: 'done';
      readonly text: string;
      readonly count: number;
      readonly skipped: readonly EntityKey[];
      readonly written?: string;
    }
  | { readonly status: 'exists'; readonly path: string };

/** Exports a catalog as one text: a JSON array, or a YAML stream with an entity a document. */
export async function runExport(options: RunExportOptions, io: ExportIo): Promise<RunExportResult> {
  const { out } = options;
  if (out !== undefined && options.force !== true && (await io.target?.exists(out)) === true)
    return { status: 'exists', path: out };
  const sources = await io.readManifests();
  const { text, count, skipped } = render(options.to, sources);
  if (out === undefined || io.target === undefined) return { status: 'done', text, count, skipped };
  await io.target.write(out, text);
  return { status: 'done', text, count, skipped, written: out };
}

function render(
  to: ExportFormat,
  sources: Awaited<ReturnType<ExportIo['readManifests']>>,
): { text: string; count: number; skipped: readonly EntityKey[] } {
  const manifests = sources.map(({ manifest }) => manifest);
  if (to === 'json')
    return {
      text: `${JSON.stringify(exportJson(manifests), null, 2)}\n`,
      count: manifests.length,
      skipped: [],
    };
  const readers = new Map(sources.map(({ manifest, readAttachment }) => [manifest, readAttachment] as const));
  const result = exportBackstage(manifests, (entry: Entry, path) => readers.get(entry)?.(path));
  return { text: renderEntities(result), count: result.entities.length, skipped: result.skipped };
}

function renderEntities({ entities }: BackstageExport): string {
  return entities.map((entity) => stringify(entity, { lineWidth: 100 })).join('---\n');
}
