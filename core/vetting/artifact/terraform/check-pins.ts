import { fieldsOf, textOf } from '../plain-value.ts';
import type { Remark } from '../remark.ts';
import { nestedBlocks } from './nested-blocks.ts';
import type { TerraformCheck } from './terraform-check.ts';
import { addressOf, type TerraformBlock } from './terraform-file.ts';

/** Whether modules and the providers that a block requires are pinned. */
export const checkPins: TerraformCheck = (block) => {
  if (block.kind === 'module') return checkModule(block);
  if (block.kind !== 'terraform') return [];
  return nestedBlocks(block, 'required_providers').flatMap(({ body, path }) =>
    Object.entries(body).flatMap(([name, value]): Remark[] => {
      const version = textOf(value) ?? textOf(fieldsOf(value)['version']);
      return version !== undefined && isBounded(version)
        ? []
        : [remarkProvider(name, version, block.placeOf([...path, name]))];
    }),
  );
};

function remarkProvider(name: string, version: string | undefined, place: Remark['place']): Remark {
  return {
    rule: 'terraform/provider-not-pinned',
    message: `The provider ${name} has ${version === undefined ? 'no version' : `the version ${version.slice(0, 60)}, which has no upper bound`}.`,
    help: 'Write a version such as "~> 5.40".',
    place,
    about: name,
  };
}

/** Whether a constraint keeps the next major version out. */
export function isBounded(constraint: string): boolean {
  return constraint.split(',').some((part) => /^\s*(?:~>|<=?|=)?\s*\d/.test(part));
}

function checkModule(block: TerraformBlock): Remark[] {
  const source = textOf(block.body['source']) ?? '';
  const version = textOf(block.body['version']);
  if (isModulePinned(source, version)) return [];
  return [
    {
      rule: 'terraform/module-not-pinned',
      message: `${addressOf(block)} takes ${source === '' ? 'no source' : source.slice(0, 120)} without a fixed version.`,
      help: 'Set `version` for a module of a registry, or `?ref=` with a tag or commit for Git.',
      place: block.placeOf(['source']),
      about: source.slice(0, 200),
    },
  ];
}

function isModulePinned(source: string, version: string | undefined): boolean {
  if (/^\.{1,2}\//.test(source)) return true;
  if (
    /^(?:[\w.-]{1,200}\/)?[\w-]{1,200}\/[\w-]{1,200}\/[\w-]{1,200}$/.test(source) &&
    !/^(?:github\.com|bitbucket\.org)\//.test(source)
  ) {
    return version !== undefined && isBounded(version);
  }
  const ref = /[?&]ref=([^&]{1,200})/.exec(source)?.[1];
  return ref !== undefined && !/^(?:main|master|develop|trunk|head)$/i.test(ref);
}
