import type { ExportDestination } from '../../config/export-settings.ts';
import type { ReadSecret } from '../../secrets/read-secret.ts';
import type { ExportTarget } from './export-target.ts';
import { openFolderTarget } from './folder-target.ts';

import { openS3Target } from './s3/open-s3-target.ts';

/** Opens the place that the settings name. Nothing is written or asked yet. */
export function openExportTarget(
  destination: ExportDestination,
  { readSecret }: { readonly readSecret: ReadSecret },
): ExportTarget {
  switch (destination.type) {
    case 'folder':
      return openFolderTarget(destination.path);
    case 's3':
      return openS3Target({ settings: destination, readSecret });
  }
}
