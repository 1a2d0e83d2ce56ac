import { logEvent } from '../../telemetry/log-events.ts';
import type { BillingTask } from '../create-billing-service.ts';
import { type ExportPorts, exportBilling, readExportMark } from './export-billing.ts';

/**
 * Hands files out once a day, and when statements were issued. What fails is shown and tried again with the next pass of
 * billing, from where it stopped.
 */
export function createExportTask(ports: ExportPorts): BillingTask {
  const { store, clock, logger, target } = ports;
  let done: string | undefined;
  return {
    name: 'the export of billing',
    run: async (term) => {
      const mark = await readExportMark(store.db, clock.now());
      if (mark === done) return;
      const files = await exportBilling(term, ports);
      done = mark;
      if (files > 0)
        logEvent(
          logger,
          'billing.exported',
          { files, target: target.name },
          'files of billing are handed out',
        );
    },
  };
}
