import { type Flip, flips } from '@souk/model/impact/compare-outcomes.ts';
import type { FlipCounts } from '@souk/model/impact/impact.ts';
import type { Colors } from '../report/colors.ts';
import { formatCount } from '../report/count-words.ts';

export const flipMarks: Readonly<Record<Flip, string>> = {
  newlyFailing: '✖',
  newlyPassing: '✔',
  changed: '~',
};

export function paintFlip(flip: Flip, colors: Colors): (text: string) => string {
  return { newlyFailing: colors.red, newlyPassing: colors.green, changed: colors.yellow }[flip];
}

/** `✖ 12  ~ 3`; empty when there is nothing to count. */
export function renderCounts(counts: FlipCounts | undefined, colors: Colors): string {
  if (counts === undefined) return '';
  const actual = flips
    .filter((flip) => counts[flip] > 0)
    .map((flip) => paintFlip(flip, colors)(`${flipMarks[flip]} ${formatCount(counts[flip])}`));
  const tried = flips
    .filter((flip) => counts.shadow[flip] > 0)
    .map((flip) => `${flipMarks[flip]} ${formatCount(counts.shadow[flip])}`);
  return [...actual, ...(tried.length > 0 ? [colors.dim(`(if enforced ${tried.join(' ')})`)] : [])].join(
    '  ',
  );
}
