import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { testedCli } from '../../provision/terraform/testing/tested-cli.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { checkDrivers } from './check-drivers.ts';

const folder = mkdtempSync(join(tmpdir(), 'souk-drivers-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function look(text: string): Promise<readonly Diagnosis[]> {
  const driversFile = join(folder, 'drivers.yaml');
  writeFileSync(driversFile, text);
  const patient = { config: { local: undefined, driversFile }, env: process.env };
  return (await checkDrivers.look(patient as never)).slice(1);
}
const terraform = (command: string) => `terraform:
  command: ${command}
  backend: { type: s3, config: { key: '{installation}' } }
  timeoutMs: 60000
`;

describe('when the file of drivers is looked at', () => {
  it('says which it sets up', async () => {
    const [file] = await look(terraform('/nowhere/tofu'));
    expect(file).toMatchObject({ status: 'pass', found: expect.stringMatching(/sets up terraform$/) });
  });

  it('says where it is wrong', async () => {
    expect(await look('terraform: {')).toEqual([
      expect.objectContaining({ status: 'fail', found: expect.stringContaining('drivers.yaml:1:') }),
    ]);
  });

  it('says that the CLI of modules is not there', async () => {
    const [, cli] = await look(terraform('/nowhere/tofu'));
    expect(cli).toMatchObject({
      ...{ status: 'fail', found: expect.stringContaining('There is no /nowhere/tofu on this machine') },
    });
  });

  it.skipIf(testedCli === undefined)('says how the CLI of modules is walled in', async () => {
    const [, cli] = await look(terraform(testedCli ?? ''));
    expect(cli).toMatchObject({
      status: expect.stringMatching(/pass|warn/),
      found: expect.stringContaining('bubblewrap'),
    });
  });
});
