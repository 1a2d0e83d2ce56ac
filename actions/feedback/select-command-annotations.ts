import type { Finding } from '@souk/model/finding/finding.ts';
import { commandOf } from '../report/render-github.ts';
import { gravestFirst } from './gravest-first.ts';

/** Annotations of one type that GitHub shows of a step; those of three types keep to the 50 of a job. */
const MOST_OF_A_TYPE = 10;

export interface SelectedAnnotations {
  /** The gravest first. */
  readonly shown: readonly Finding[];
  /** How many there is no room for. */
  readonly left: number;
}

/**
 * The findings that a step shows on their lines.
 *
 * @param before what the step has shown already
 */
export function selectCommandAnnotations(
  findings: readonly Finding[],
  before: readonly Finding[],
): SelectedAnnotations {
  const taken = Map.groupBy(before, commandOf);
  const shown = [...Map.groupBy(gravestFirst(findings), commandOf)].flatMap(([command, same]) =>
    same.slice(0, MOST_OF_A_TYPE - (taken.get(command)?.length ?? 0)),
  );
  return { shown, left: findings.length - shown.length };
}
