import { comesFrom, readImage } from '../image/image-reference.ts';
import type { ContainerCheck } from './container-check.ts';
import { type ContainerStage, lastStage, lineage } from './container-file.ts';
import { expandVariables } from './expand-variables.ts';

/** Whether the image that comes out runs as somebody else than root. */
export const checkUser: ContainerCheck = (file, { settings }) => {
  const stage = lastStage(file);
  if (stage === undefined) return [];
  const line = lineage(stage);
  const last = line
    .flatMap(({ instructions, variables }) => instructions.map((instruction) => ({ instruction, variables })))
    .findLast(({ instruction }) => instruction.keyword === 'USER' && !instruction.isTrigger);
  if (last === undefined) {
    if (isRootless(line[0], settings.container.rootlessImages)) return [];
    return [
      {
        rule: 'container/root-user',
        message: `The image runs as root: no USER is set after FROM ${stage.base ?? ''}`
          .trimEnd()
          .concat('.'),
        help: 'Add `USER 10001`, or a user that you create, before CMD or ENTRYPOINT.',
        place: stage.place,
      },
    ];
  }
  const written = last.instruction.words[0]?.text ?? '';
  const user = expandVariables(written, last.variables)?.split(':', 1)[0];
  if (user !== undefined && !isRoot(user)) return [];
  return [
    {
      rule: 'container/root-user',
      message:
        user === undefined
          ? `USER ${written} is decided by whoever starts the build; expected a user that is not root.`
          : `The last USER is ${written === '' ? 'empty' : written}, which is root.`,
      help: 'End the last stage with a fixed user such as `USER 10001`.',
      place: last.instruction.place,
    },
  ];
};

function isRoot(user: string): boolean {
  return (
    user === '' || user.toLowerCase() === 'root' || /^0+$/.test(user) || user === 'ContainerAdministrator'
  );
}

function isRootless(stage: ContainerStage | undefined, rootless: readonly string[]): boolean {
  if (stage?.base === undefined) return false;
  const image = readImage(stage.base);
  return /(?:^|-)nonroot$/.test(image.tag ?? '') || comesFrom(image, rootless);
}
