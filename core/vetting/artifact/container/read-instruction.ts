import {
  type Flag,
  type Instruction,
  ModifiableInstruction,
  Onbuild,
  type Property,
  PropertyInstruction,
  Run,
} from 'dockerfile-ast';
import type { Span } from '../remark.ts';
import type { ContainerInstruction, ContainerScript } from './container-file.ts';
import { joinLines } from './join-lines.ts';

/** Offsets of what the parser gives lines and characters of. */
export type RangeReader = (range: ReturnType<Instruction['getRange']>) => Span;

/** Reads single instructions of one file. */
export function createInstructionReader(
  text: string,
  continuation: string,
  place: RangeReader,
): (instruction: Instruction) => ContainerInstruction {
  const readOne = (instruction: Instruction, isTrigger: boolean): ContainerInstruction => {
    if (instruction instanceof Onbuild && !isTrigger) {
      const trigger = instruction.getTriggerInstruction();
      if (trigger !== null) return readOne(trigger, true);
    }
    return {
      keyword: instruction.getKeyword(),
      words: instruction.getArguments().map((argument) => ({
        text: argument.getValue(),
        place: place(argument.getRange()),
      })),
      flags: instruction instanceof ModifiableInstruction ? instruction.getFlags().map(readFlag) : [],
      settings:
        instruction instanceof PropertyInstruction
          ? instruction.getProperties().map((property) => readProperty(property, place))
          : [],
      scripts: instruction instanceof Run ? readScripts(instruction) : [],
      isTrigger,
      place: place(instruction.getRange()),
    };
  };

  const readScripts = (run: Run): ContainerScript[] => {
    const first = run.getArguments()[0];
    if (first === undefined) return [];
    const start = place(first.getRange()).offset;
    const end = place(run.getRange()).endOffset;
    const documents = run.getHeredocs().map((heredoc) => heredoc.getContentRange());
    const contents = documents.flatMap((range) => (range === null ? [] : [place(range)]));
    const headEnd = contents[0]?.offset ?? end;
    const head = joinLines(text.slice(start, headEnd), continuation);
    if (contents.length > 0 && /^<<-?["']?\w+["']?\s*$/.test(head)) {
      return contents.flatMap(({ offset, endOffset }) => readDocument(text.slice(offset, endOffset), offset));
    }
    const words = readExecForm(head);
    return words === undefined
      ? [{ form: 'shell', text: head + text.slice(headEnd, end), offset: start }]
      : [{ form: 'exec', words, place: { offset: start, endOffset: end } }];
  };

  return (instruction) => readOne(instruction, false);
}

/** A here-document that names another interpreter in its first line is no shell script. */
function readDocument(text: string, offset: number): ContainerScript[] {
  const firstLine = text.slice(0, 200).split('\n', 1)[0] ?? '';
  return firstLine.startsWith('#!') && !/sh\s*$|sh\s+-\w+\s*$/.test(firstLine)
    ? []
    : [{ form: 'shell', text, offset }];
}

function readExecForm(head: string): string[] | undefined {
  if (!head.trimStart().startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(head);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    // The builder takes it as a shell command too.
    return undefined;
  }
}

function readFlag(flag: Flag): { name: string; value: string } {
  return { name: flag.getName().toLowerCase(), value: flag.getValue() ?? '' };
}

function readProperty(property: Property, place: RangeReader): ContainerInstruction['settings'][number] {
  return {
    name: property.getName(),
    value: property.getValue() ?? undefined,
    place: place(property.getRange()),
  };
}
