import type { Diagnosis } from '../diagnosis.ts';

const TOLERABLE_S = 5;
/** From here on signatures of webhooks and tokens are refused by others. */
const HARMFUL_S = 300;

/** Compares the clock of this machine with that of another. */
export function diagnoseSkew(other: string, theirs: Date, ours: Date): Diagnosis {
  const name = 'Clock';
  const seconds = Math.round((ours.getTime() - theirs.getTime()) / 1_000);
  const size = Math.abs(seconds);
  if (size <= TOLERABLE_S) return { name, status: 'pass', found: `within ${TOLERABLE_S} s of ${other}` };
  return {
    name,
    status: size < HARMFUL_S ? 'warn' : 'fail',
    found: `${size} s ${seconds > 0 ? 'ahead of' : 'behind'} ${other}`,
    advice: 'Set both clocks by NTP.',
  };
}
