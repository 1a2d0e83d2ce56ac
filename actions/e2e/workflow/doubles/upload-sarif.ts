import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StepFailure } from '../job-context.ts';
import type { Double } from './double.ts';

/** Stands in for github/codeql-action/upload-sarif of one file. */
export const uploadSarif: Double = async ({ inputs, job }) => {
  if (job.permissions['security_events'] !== 'write') {
    throw new StepFailure('Resource not accessible by integration');
  }
  const file = resolve(job.workspace, inputs['sarif_file'] ?? '../results');
  const { sha, ref } = job.run.event;
  job.run.fake.world.scans.push({ commit: sha, ref, sarif: JSON.parse(await readFile(file, 'utf8')) });
  return { 'sarif-id': String(job.run.fake.world.scans.length) };
};
