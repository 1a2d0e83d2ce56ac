import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const readText = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { workspaces } = JSON.parse(readText('package.json')) as { workspaces: string[] };

describe('the Containerfile', () => {
  it.each(workspaces)('brings the package.json of %s, which npm needs to know the workspace', (workspace) => {
    expect(readText('deploy/Containerfile')).toContain(`COPY ${workspace}/package.json ${workspace}/\n`);
  });
});
