import type { Remark } from '../remark.ts';
import { isSecretName, isWrittenOut } from '../secret-name.ts';
import { turnsVerificationOff } from '../tls-switches.ts';
import type { ContainerCheck } from './container-check.ts';
import type { ContainerFile, ContainerInstruction } from './container-file.ts';
import { isSecretFile } from './secret-file.ts';

/** Secrets that the build would leave in the image, and variables that stop programs from verifying. */
export const checkSecrets: ContainerCheck = (file, { hasIgnoreFile }) =>
  instructionsOf(file).flatMap((instruction) => [
    ...checkVariables(instruction),
    ...(instruction.keyword === 'COPY' || instruction.keyword === 'ADD'
      ? checkCopied(instruction, hasIgnoreFile)
      : []),
  ]);

function instructionsOf({ preamble, stages }: ContainerFile): ContainerInstruction[] {
  return [...preamble, ...stages.flatMap(({ instructions }) => instructions)];
}

function checkVariables({ keyword, settings }: ContainerInstruction): Remark[] {
  if (keyword !== 'ENV' && keyword !== 'ARG') return [];
  return settings.flatMap(({ name, value, place }): Remark[] => {
    if (value !== undefined && turnsVerificationOff(name, value)) {
      return [
        {
          rule: 'container/verification-off',
          message: `${name}=${value} turns verification off for the whole image.`,
          help: 'Remove it; add your certificate authority to the trust store instead.',
          place,
          about: name,
        },
      ];
    }
    if (!isSecretName(name) || (keyword === 'ENV' && !isWrittenOut(value ?? ''))) return [];
    return [
      {
        rule: 'container/secret-in-image',
        message: `${keyword} ${name} stays readable in the history of the image.`,
        help:
          keyword === 'ARG'
            ? 'Use `RUN --mount=type=secret` in the build.'
            : 'Remove it, declare the secret in the manifest, and let the platform set it at start.',
        place,
        about: name,
      },
    ];
  });
}

function checkCopied({ words, flags }: ContainerInstruction, hasIgnoreFile: boolean): Remark[] {
  const sources = words
    .slice(0, -1)
    .map(({ text, place }) => ({ text: text.replace(/^[["']+|["',\]]+$/g, ''), place }));
  const isFromContext = !flags.some(({ name }) => name === 'from');
  return sources.flatMap(({ text, place }): Remark[] => {
    if (isSecretFile(text)) {
      return [
        {
          rule: 'container/secret-in-image',
          message: `${text} is a file that keeps secrets; it would lie in a layer of the image.`,
          help: 'Leave it out, and use `RUN --mount=type=secret` where the build needs it.',
          place,
          about: text,
        },
      ];
    }
    if (!isFromContext || hasIgnoreFile || !/^(?:\.?\/?|\.?\/?\*)$/.test(text)) return [];
    return [
      {
        rule: 'container/whole-context',
        message: `${text} copies everything in the folder, and there is no .dockerignore.`,
        help: 'Add a .dockerignore that begins with `*` and lists what belongs in the image, or name what you copy.',
        place,
      },
    ];
  });
}
