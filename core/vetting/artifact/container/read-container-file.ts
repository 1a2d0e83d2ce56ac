import { DockerfileParser, From, type Instruction } from 'dockerfile-ast';
import { createOffsets } from '../text-lines.ts';
import type { ContainerFile, ContainerInstruction, ContainerStage } from './container-file.ts';
import { expandVariables } from './expand-variables.ts';
import { createInstructionReader, type RangeReader } from './read-instruction.ts';

/** A container file by its build stages. Unknown instructions are kept: whether they are an error is for the checks. */
export function readContainerFile(text: string): ContainerFile {
  const parsed = DockerfileParser.parse(text);
  const offsets = createOffsets(text);
  const place: RangeReader = ({ start, end }) => ({
    offset: offsets(start.line, start.character),
    endOffset: offsets(end.line, end.character),
  });
  const read = createInstructionReader(text, parsed.getEscapeCharacter(), place);
  const instructions = parsed.getInstructions();
  const firstFrom = instructions.findIndex((instruction) => instruction instanceof From);
  const preamble = (firstFrom === -1 ? instructions : instructions.slice(0, firstFrom)).map(read);
  const frontend = parsed.getDirectives().find((directive) => directive.getName().toLowerCase() === 'syntax');
  return {
    frontend: frontend && { text: frontend.getValue(), place: place(frontend.getValueRange()) },
    preamble,
    stages:
      firstFrom === -1 ? [] : readStages(instructions.slice(firstFrom), argumentsOf(preamble), read, place),
  };
}

function readStages(
  instructions: readonly Instruction[],
  globals: ReadonlyMap<string, string>,
  read: (instruction: Instruction) => ContainerInstruction,
  place: RangeReader,
): ContainerStage[] {
  const stages: ContainerStage[] = [];
  const named = new Map<string, ContainerStage>();
  const starts = instructions.flatMap((instruction, i) =>
    instruction instanceof From ? [{ instruction, i }] : [],
  );
  starts.forEach(({ instruction: from, i }, n) => {
    const range = from.getImageRange();
    const written = range === null ? '' : (from.getArguments()[0]?.getValue() ?? '');
    const base = written === '' ? undefined : expandVariables(unquote(written), globals);
    const parent = base === undefined ? undefined : named.get(base.toLowerCase());
    const own = instructions.slice(i + 1, starts[n + 1]?.i).map(read);
    const stage: ContainerStage = {
      name: from.getBuildStage()?.toLowerCase() ?? undefined,
      base,
      basePlace: place(range ?? from.getRange()),
      parent,
      instructions: own,
      place: place(from.getRange()),
      variables: variablesOf(own, globals, parent?.variables ?? new Map()),
    };
    stages.push(stage);
    named.set(String(n), stage);
    if (stage.name !== undefined) named.set(stage.name, stage);
  });
  return stages;
}

function argumentsOf(preamble: readonly ContainerInstruction[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of preamble.flatMap(({ settings }) => settings)) {
    const expanded = value === undefined ? undefined : expandVariables(value, values);
    if (expanded !== undefined) values.set(name, expanded);
  }
  return values;
}

/** ENV wins over ARG; an ARG without a default takes that of the preamble. */
function variablesOf(
  instructions: readonly ContainerInstruction[],
  globals: ReadonlyMap<string, string>,
  inherited: ReadonlyMap<string, string>,
): Map<string, string> {
  const values = new Map(inherited);
  const fromEnv = new Set(inherited.keys());
  for (const { keyword, settings } of instructions) {
    if (keyword !== 'ENV' && keyword !== 'ARG') continue;
    for (const { name, value } of settings) {
      if (keyword === 'ARG' && fromEnv.has(name)) continue;
      const expanded = value === undefined ? globals.get(name) : expandVariables(value, values);
      if (expanded === undefined) values.delete(name);
      else values.set(name, expanded);
      if (keyword === 'ENV') fromEnv.add(name);
    }
  }
  return values;
}

function unquote(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}
