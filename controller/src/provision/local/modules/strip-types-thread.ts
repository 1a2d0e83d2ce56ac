import { answerTasks } from '@souk/vetting/worker/answer-tasks.ts';
import { transformSync } from 'amaro';

export interface TypedText {
  readonly path: string;
  readonly text: string;
}

/** The code, or why there is none and where: lines and columns from 1. */
export type StrippedText =
  | { readonly code: string }
  | { readonly line: number; readonly column: number; readonly message: string };

answerTasks({
  stripTypes: ({ path, text }: TypedText): StrippedText => {
    try {
      return { code: transformSync(text, { mode: 'strip-only', filename: path }).code };
    } catch (error) {
      // What it throws is no Error.
      const { startLine, startColumn = 0, message = String(error) } = error as Partial<StripError>;
      return { line: startLine ?? 1, column: startColumn + 1, message };
    }
  },
});

interface StripError {
  readonly message: string;
  readonly startLine: number;
  /** From 0. */
  readonly startColumn: number;
}
