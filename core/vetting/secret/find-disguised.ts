import type { TextSpan } from './secret-match.ts';
import { unwrapBase64 } from './unwrap-base64.ts';

/** A piece of a text, and what whoever uses the file reads there. */
export interface DisguisedPiece extends TextSpan {
  readonly clear: string;
  readonly how: 'wrapped in base64' | 'written with escapes';
}

const base64Run = /[A-Za-z0-9+/_-]{32,}={0,2}/g;
/** Letters, digits and `_` as escapes of JSON and YAML, which no tool writes so. */
const escapedCharacter = /\\(?:u00|x)([3-7][0-9a-f])/gi;
const hasEscapes = /\\(?:u00|x)[3-7]/;
/** What stands together; neither quotes nor white space are in a token. */
const wholeWord = /[^\s"']+/g;
/** More slashes are in no path. */
const mostStarts = 8;

/** Pieces of a text that say something else than what is written. Base64 is unwrapped once. */
export function findDisguised(text: string): DisguisedPiece[] {
  return [...[...text.matchAll(base64Run)].flatMap(unwrapRun), ...findEscaped(text)];
}

/** A slash is a character of base64, and may as well be that of a path before it. */
function unwrapRun({ 0: run, index }: RegExpExecArray): DisguisedPiece[] {
  const starts = [0, ...[...run.matchAll(/\//g)].slice(0, mostStarts).map((slash) => slash.index + 1)];
  return starts.flatMap((start) => {
    const clear = run.length - start < 32 ? undefined : unwrapBase64(run.slice(start));
    return clear === undefined
      ? []
      : [{ clear, how: 'wrapped in base64', offset: index + start, endOffset: index + run.length }];
  });
}

function findEscaped(text: string): DisguisedPiece[] {
  if (!hasEscapes.test(text)) return [];
  return [...text.matchAll(wholeWord)].flatMap(({ 0: written, index }) => {
    if (!hasEscapes.test(written)) return [];
    const clear = written.replace(escapedCharacter, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    return [{ clear, how: 'written with escapes', offset: index, endOffset: index + written.length }];
  });
}
