import { posix } from 'node:path';
import type { Remark } from '../remark.ts';
import { checkBuckets } from './check-buckets.ts';
import { checkCredentials } from './check-credentials.ts';
import { checkGrants } from './check-grants.ts';
import { checkIngress } from './check-ingress.ts';
import { checkModule, type FiledBlock } from './check-module.ts';
import { checkPins } from './check-pins.ts';
import { checkPrograms } from './check-programs.ts';
import { checkSensitive } from './check-sensitive.ts';
import { checkState } from './check-state.ts';
import { checkStorage } from './check-storage.ts';
import { readTerraform } from './read-terraform.ts';
import type { TerraformCheck } from './terraform-check.ts';

const checks: readonly TerraformCheck[] = [
  checkBuckets,
  checkIngress,
  checkGrants,
  checkStorage,
  checkPins,
  checkCredentials,
  checkPrograms,
  checkState,
  checkSensitive,
];

/** What the vetting learnt from the Terraform files. */
export interface TerraformEvidence {
  readonly files: number;
  readonly resources: number;
  readonly modules: number;
}

export function isTerraformFile(name: string): boolean {
  return /\.tf(?:\.json)?$/.test(name);
}

/** Lints all Terraform files of an entry: those of one folder are one module. */
export async function lintTerraform(
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<{ remarks: { file: string; remark: Remark }[]; evidence: TerraformEvidence }> {
  const remarks: { file: string; remark: Remark }[] = [];
  const blocks: FiledBlock[] = [];
  for (const { name, text } of files) {
    const read = await readTerraform(name, text);
    if (read.ok) blocks.push(...read.blocks.map((block) => ({ file: name, block })));
    else remarks.push(...read.remarks.map((remark) => ({ file: name, remark })));
  }
  for (const module of Map.groupBy(blocks, ({ file }) => posix.dirname(file)).values()) {
    remarks.push(...checkModule(module));
  }
  remarks.push(
    ...blocks.flatMap(({ file, block }) =>
      checks.flatMap((check) => check(block)).map((remark) => ({ file, remark })),
    ),
  );
  return {
    remarks,
    evidence: {
      files: files.length,
      resources: blocks.filter(({ block }) => block.kind === 'resource').length,
      modules: blocks.filter(({ block }) => block.kind === 'module').length,
    },
  };
}
