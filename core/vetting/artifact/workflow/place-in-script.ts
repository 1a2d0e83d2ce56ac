import type { Span } from '../remark.ts';
import { type PlacedValue, placeOf } from '../yaml/placed-value.ts';

/**
 * Tells where pieces of a script stand in its file. A script over several lines is indented there, so lines are matched
 * one by one; where quotes or folding changed a line, the script as a whole is the place.
 */
export function createScriptPlaces(field: PlacedValue, text: string): (piece: Span) => Span {
  const whole = placeOf(field);
  const source = field.document.text.slice(whole.offset, whole.endOffset);
  const lines = matchLines(text, source);
  return ({ offset, endOffset }) => {
    const line = lineAt(lines, offset);
    if (line?.inSource === undefined) return whole;
    const start = whole.offset + line.inSource + offset - line.start;
    return { offset: start, endOffset: start + Math.min(endOffset, line.end) - offset };
  };
}

interface ScriptLine {
  readonly start: number;
  readonly end: number;
  /** Where it stands in the source; undefined when it is written there in another way. */
  readonly inSource: number | undefined;
}

function matchLines(text: string, source: string): ScriptLine[] {
  const sourceLines = source.split('\n');
  let sourceStart = 0;
  let next = 0;
  const advance = (): void => {
    sourceStart += (sourceLines[next]?.length ?? 0) + 1;
    next++;
  };
  if (/^[|>]/.test(source)) advance();
  let start = 0;
  return text.split('\n').map((line) => {
    const found = line === '' ? -1 : (sourceLines[next]?.indexOf(line) ?? -1);
    const matched = {
      start,
      end: start + line.length,
      inSource: found === -1 ? undefined : sourceStart + found,
    };
    start += line.length + 1;
    advance();
    return matched;
  });
}

/** The last line that starts at or before an offset. */
function lineAt(lines: readonly ScriptLine[], offset: number): ScriptLine | undefined {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return lines[low];
}
