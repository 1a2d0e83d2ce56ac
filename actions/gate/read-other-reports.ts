import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@souk/model/report/report.ts';
import reportSchema from '@souk/schemas/report.schema.json' with { type: 'json' };
import { ActionFault } from '../runtime/action-fault.ts';

/**
 * The reports that other jobs left in a folder.
 *
 * @throws {ActionFault} when a file is no report: what was found must not be lost
 */
export async function readOtherReports(folder: string): Promise<readonly Report[]> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const isReport = new Ajv2020({ strict: false, allowUnionTypes: true }).compile<Report>(reportSchema);
  const names = await readdir(folder).catch((error: unknown) => {
    throw new ActionFault('usage', `The folder of reports cannot be read: ${folder}.`, error);
  });
  const files = names.filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (name) => {
      const report: unknown = parseJson(await readFile(join(folder, name), 'utf8'), name);
      if (isReport(report)) return report;
      const [problem] = isReport.errors ?? [];
      throw new ActionFault(
        'usage',
        `${name} is no report of Souk: ${problem?.instancePath || 'the file'} ${problem?.message ?? 'is wrong'}.`,
      );
    }),
  );
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ActionFault('usage', `${name} is no JSON.`, error);
  }
}
