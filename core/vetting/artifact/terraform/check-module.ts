import { fieldsOf } from '../plain-value.ts';
import type { ArtifactRule, Remark } from '../remark.ts';
import { isBounded } from './check-pins.ts';
import { nestedBlocks } from './nested-blocks.ts';
import { writtenText } from './terraform-check.ts';
import { addressOf, type TerraformBlock } from './terraform-file.ts';

/** A block and the file it is written in. */
export interface FiledBlock {
  readonly file: string;
  readonly block: TerraformBlock;
}

const RULE: ArtifactRule = 'terraform/provider-not-pinned';

/** What all files of one folder say together: which Terraform they need, and which providers. */
export function checkModule(blocks: readonly FiledBlock[]): { file: string; remark: Remark }[] {
  const settings = blocks.filter(({ block }) => block.kind === 'terraform');
  return [...checkVersion(blocks, settings), ...checkProviders(blocks, settings)];
}

function checkVersion(
  blocks: readonly FiledBlock[],
  settings: readonly FiledBlock[],
): { file: string; remark: Remark }[] {
  const stated = settings.find(({ block }) => block.body['required_version'] !== undefined);
  const at = stated ?? settings[0] ?? blocks[0];
  if (
    at === undefined ||
    (stated !== undefined && isBounded(writtenText(stated.block.body['required_version'])))
  )
    return [];
  return [
    {
      file: at.file,
      remark: {
        rule: RULE,
        message:
          stated === undefined ? 'No required_version is set.' : 'required_version has no upper bound.',
        help: 'Write `required_version = ">= 1.9.0, < 2.0.0"` in a terraform block.',
        place: at.block.placeOf(stated === undefined ? [] : ['required_version']),
        about: 'terraform',
      },
    },
  ];
}

function checkProviders(
  blocks: readonly FiledBlock[],
  settings: readonly FiledBlock[],
): { file: string; remark: Remark }[] {
  const required = new Set(
    settings.flatMap(({ block }) =>
      nestedBlocks(block, 'required_providers').flatMap(({ body }) => Object.keys(fieldsOf(body))),
    ),
  );
  // Part of Terraform itself.
  required.add('terraform');
  return blocks.flatMap(({ file, block }) => {
    const name = providerOf(block);
    if (name === undefined || required.has(name)) return [];
    required.add(name);
    return [
      {
        file,
        remark: {
          rule: RULE,
          message: `${addressOf(block)} needs the provider ${name}, which required_providers does not name.`,
          help: `Add ${name} to required_providers, with its source and version.`,
          place: block.placeOf([]),
          about: name,
        },
      },
    ];
  });
}

function providerOf({ kind, labels, body }: TerraformBlock): string | undefined {
  if (kind === 'provider') return labels[0];
  if (kind !== 'resource' && kind !== 'data' && kind !== 'ephemeral') return undefined;
  const chosen = /^(?:\$\{)?([\w-]{1,100})/.exec(writtenText(body['provider']))?.[1];
  return chosen ?? labels[0]?.split('_', 1)[0];
}
