import { Keyword } from 'dockerfile-ast';
import { type Remark, startOfFile } from '../remark.ts';
import type { ContainerCheck } from './container-check.ts';
import type { ContainerInstruction } from './container-file.ts';

const KEYWORDS: ReadonlySet<string> = new Set(Object.values(Keyword));

/** Whether the file is one that a builder would accept. */
export const checkStructure: ContainerCheck = ({ preamble, stages }) => {
  const instructions = [...preamble, ...stages.flatMap((stage) => stage.instructions)];
  const unknown = instructions.filter(({ keyword }) => !KEYWORDS.has(keyword)).map(remarkUnknown);
  const early = preamble.find(({ keyword }) => KEYWORDS.has(keyword) && keyword !== 'ARG');
  if (stages.length > 0 && early === undefined) return unknown;
  return [
    ...unknown,
    {
      rule: 'container/unreadable',
      message:
        early === undefined
          ? 'The file has no FROM; expected at least one build stage.'
          : `${early.keyword} stands before the first FROM; only ARG may.`,
      help: 'Begin the file with FROM and the base image.',
      place: early?.place ?? startOfFile,
    },
  ];
};

function remarkUnknown({ keyword, place }: ContainerInstruction): Remark {
  return {
    rule: 'container/unreadable',
    message: `${keyword.slice(0, 40)} is no instruction of a container file.`,
    help: 'Correct the instruction; a line that goes on needs the escape character at the end of the line before.',
    place,
  };
}
