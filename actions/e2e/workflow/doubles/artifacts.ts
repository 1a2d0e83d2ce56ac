import { cp, mkdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { StepFailure } from '../job-context.ts';
import type { Double } from './double.ts';

/** Stands in for actions/upload-artifact: files and folders by their names, without patterns. */
export const uploadArtifact: Double = async ({ inputs, job }) => {
  const target = join(job.run.artifacts, inputs['name'] || 'artifact');
  await mkdir(target, { recursive: true });
  let found = 0;
  for (const line of (inputs['path'] ?? '').split('\n').map((text) => text.trim())) {
    const source = resolve(job.workspace, line);
    const kind = line === '' ? undefined : await stat(source).catch(() => undefined);
    if (kind === undefined) continue;
    found += 1;
    await cp(source, kind.isDirectory() ? target : join(target, basename(source)), { recursive: true });
  }
  if (found === 0 && inputs['if-no-files-found'] === 'error') {
    throw new StepFailure(`No files were found with the provided path: ${inputs['path']}`);
  }
  return {};
};

/** Stands in for actions/download-artifact of one artifact by its name. */
export const downloadArtifact: Double = async ({ inputs, job }) => {
  const name = inputs['name'] || 'artifact';
  const source = join(job.run.artifacts, name);
  if ((await stat(source).catch(() => undefined)) === undefined) {
    throw new StepFailure(`Artifact not found for name: ${name}`);
  }
  const target = resolve(job.workspace, inputs['path'] || '.');
  await cp(source, target, { recursive: true });
  return { 'download-path': target };
};
