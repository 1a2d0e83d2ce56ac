import type { Span } from '../remark.ts';

export interface ContainerWord {
  readonly text: string;
  readonly place: Span;
}

export interface ContainerInstruction {
  /** In upper case. */
  readonly keyword: string;
  /** Without its flags. */
  readonly words: readonly ContainerWord[];
  readonly flags: readonly { readonly name: string; readonly value: string }[];
  /** What ENV, ARG and LABEL set; a value is undefined where ARG leaves it to the caller. */
  readonly settings: readonly {
    readonly name: string;
    readonly value: string | undefined;
    readonly place: Span;
  }[];
  /** Scripts that a shell runs, and commands that are run without one. */
  readonly scripts: readonly ContainerScript[];
  /** ONBUILD: it runs in the builds of those who take this image as their base. */
  readonly isTrigger: boolean;
  readonly place: Span;
}

export type ContainerScript =
  | { readonly form: 'shell'; readonly text: string; readonly offset: number }
  | { readonly form: 'exec'; readonly words: readonly string[]; readonly place: Span };

export interface ContainerStage {
  readonly name: string | undefined;
  /** Reference of the base, variables filled in; undefined when a variable without a default decides. */
  readonly base: string | undefined;
  readonly basePlace: Span;
  /** The earlier stage that is the base. */
  readonly parent: ContainerStage | undefined;
  /** All instructions after FROM. */
  readonly instructions: readonly ContainerInstruction[];
  readonly place: Span;
  /** Values of variables at the end of the stage. */
  readonly variables: ReadonlyMap<string, string>;
}

export interface ContainerFile {
  /** `# syntax=`: the image that carries out the build. */
  readonly frontend: ContainerWord | undefined;
  /** Instructions before the first FROM. */
  readonly preamble: readonly ContainerInstruction[];
  readonly stages: readonly ContainerStage[];
}

/** The stage whose image is the result. */
export function lastStage({ stages }: ContainerFile): ContainerStage | undefined {
  return stages.at(-1);
}

/** A stage after the stages it builds upon, first to last. */
export function lineage(stage: ContainerStage): ContainerStage[] {
  const line: ContainerStage[] = [];
  for (let next: ContainerStage | undefined = stage; next !== undefined; next = next.parent)
    line.unshift(next);
  return line;
}
