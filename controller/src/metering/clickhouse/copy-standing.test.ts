import { describe, expect, it } from 'vitest';
import { continuesLedger } from './copy-standing.ts';
import type { CopyState } from './copy-state.ts';
import type { LedgerMark } from './ledger-mark.ts';

const ended = { round: 7n, since: '700', asOf: new Date('2026-11-22T08:00:00Z') };
const copy: CopyState = { generation: 'g', begun: 7n, ended };
const mark: LedgerMark = { generation: 'g', round: 7n, settled: true, isSameStart: true, isOwn: true };

describe('when a copy is compared with its ledger', () => {
  it.each<[string, boolean, LedgerMark | undefined, CopyState | undefined]>([
    ['both came to the end of the same round', true, mark, copy],
    ['a round was announced, and nothing was copied', true, { ...mark, round: 8n, settled: false }, copy],
    ['a round was not settled', true, { ...mark, settled: false }, copy],
    ['the database was started anew between two rounds', true, { ...mark, isSameStart: false }, copy],
    [
      'the database was started anew within a round',
      false,
      { ...mark, settled: false, isSameStart: false },
      copy,
    ],
    ['the ledger has forgotten a round', false, { ...mark, round: 6n }, copy],
    ['the copy is of another ledger', false, { ...mark, generation: 'h' }, copy],
    ['the ledger came from another server', false, { ...mark, isOwn: false }, copy],
    ['there is no copy', false, mark, undefined],
    ['the ledger knows of none', false, undefined, copy],
  ])('%s: %s', (_, goesOn, of, state) => {
    expect(continuesLedger(of, state)).toBe(goesOn);
  });
});
