import { importBackstage } from '@souk/model/import/from-backstage.ts';
import { importFlat } from '@souk/model/import/from-flat.ts';
import { importMcpRegistry } from '@souk/model/import/from-mcp-registry.ts';
import { groupNotes, type NoteGroup } from '@souk/model/import/group-notes.ts';
import type {
  ImportedManifest,
  ImportFailure,
  ImportNote,
  ImportOptions,
  ImportResult,
  SourceFile,
} from '@souk/model/import/import-result.ts';
import { renderManifest } from '@souk/model/import/render-manifest.ts';
import { pathFault } from './path-fault.ts';
import type { FileWriter, SourceReader } from './ports.ts';

export const importFormats = ['backstage', 'mcp-registry', 'flat'] as const;
export type ImportFormat = (typeof importFormats)[number];

export interface RunImportOptions {
  readonly from: ImportFormat;
  /** File or folder to import. */
  readonly path: string;
  /** Team for entries that name no owner. */
  readonly owner?: string;
  /** Overwrites files that exist; teams that exist stay as they are even so. */
  readonly force?: boolean;
}

export interface ImportIo {
  readonly source: SourceReader;
  /** Writes below the folder that the user named with `--out`. */
  readonly target: FileWriter;
}

export interface ImportSummary {
  /** Files of the source that were looked at. */
  readonly files: number;
  readonly written: readonly string[];
  readonly entries: number;
  readonly teams: number;
  /** Team files that were there already and are left as they are. */
  readonly kept: readonly string[];
  readonly failures: readonly ImportFailure[];
  readonly notes: readonly ImportNote[];
  readonly groups: readonly NoteGroup[];
  /** Domains that the entries name: each must be in marketplace.yaml. */
  readonly domains: readonly string[];
}

export type RunImportResult =
  | ({ readonly status: 'done' } & ImportSummary)
  /** Nothing was written: these files exist. */
  | { readonly status: 'exists'; readonly paths: readonly string[] }
  /** Nothing was written: there is nothing that could be imported. */
  | { readonly status: 'nothing'; readonly files: number; readonly failures: readonly ImportFailure[] };

const importers: Readonly<
  Record<ImportFormat, (files: readonly SourceFile[], options: ImportOptions) => ImportResult>
> = {
  backstage: importBackstage,
  'mcp-registry': importMcpRegistry,
  flat: importFlat,
};

/** Imports a file or folder of manifests of another kind. Throws only when source or target cannot be reached. */
export async function runImport(options: RunImportOptions, io: ImportIo): Promise<RunImportResult> {
  const found = await io.source.read(options.path);
  const files = found.flatMap((file) => ('text' in file && isWanted(file.path, options.from) ? [file] : []));
  const skipped = found.flatMap((file) =>
    'skipped' in file ? [{ source: file.path, message: file.skipped }] : [],
  );
  const result = importers[options.from](files, options.owner === undefined ? {} : { owner: options.owner });
  const failures = [...skipped, ...result.failures];
  if (result.manifests.length === 0) return { status: 'nothing', files: found.length, failures };
  const kept = await existingPaths(result.manifests.filter(isTeam), io.target);
  const manifests = result.manifests.filter(({ path }) => !kept.includes(path));
  const existing = await existingPaths(manifests, io.target);
  if (existing.length > 0 && options.force !== true) return { status: 'exists', paths: existing };
  const outputs = manifests.flatMap(outputsOf);
  const refused = outputs.flatMap(({ path }) => pathFault(path) ?? []);
  if (refused.length > 0) throw new Error(`An importer made a path that ${refused[0]}.`);
  for (const { path, text } of outputs) await io.target.write(path, text);
  return { status: 'done', ...summarise(result, found.length, outputs, kept, failures) };
}

/** A registry holds other files beside its entries, which are no manifests. */
function isWanted(path: string, from: ImportFormat): boolean {
  return from !== 'mcp-registry' || /(^|\/)server\.ya?ml$/.test(path) || !path.includes('/');
}

function isTeam({ manifest }: ImportedManifest): boolean {
  return manifest.kind === 'Team';
}

function outputsOf({ path, manifest, attachments = [] }: ImportedManifest): { path: string; text: string }[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return [
    { path, text: renderManifest(manifest, path) },
    ...attachments.map((attachment) => ({ path: folder + attachment.path, text: attachment.text })),
  ];
}

async function existingPaths(manifests: readonly ImportedManifest[], target: FileWriter): Promise<string[]> {
  const paths = manifests.flatMap((manifest) => [
    manifest.path,
    ...(manifest.attachments ?? []).map(({ path }) => manifest.path.replace(/[^/]*$/, path)),
  ]);
  const present = await Promise.all(paths.map((path) => target.exists(path)));
  return paths.filter((_, i) => present[i]);
}

function summarise(
  result: ImportResult,
  files: number,
  outputs: readonly { path: string }[],
  kept: readonly string[],
  failures: readonly ImportFailure[],
): ImportSummary {
  const teams = result.manifests.filter(isTeam).length;
  const domains = new Set(
    result.manifests.flatMap(({ manifest }) =>
      'domain' in manifest && manifest.domain !== undefined ? [manifest.domain] : [],
    ),
  );
  return {
    files,
    written: outputs.map(({ path }) => path),
    entries: result.manifests.length - teams,
    teams: teams - kept.length,
    kept,
    failures,
    notes: result.notes,
    groups: groupNotes(result.notes),
    domains: [...domains].toSorted(),
  };
}
