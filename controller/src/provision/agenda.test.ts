import { describe, expect, it } from 'vitest';
import { Agenda } from './agenda.ts';

const at = (seconds: number): Date => new Date(seconds * 1_000);
const none = (): boolean => false;

describe('when errands are due', () => {
  it('gives what has waited longest first, and each once', () => {
    const agenda = new Agenda();
    agenda.add('late', 'plan', at(2));
    agenda.add('early', 'plan', at(1));
    agenda.add('future', 'plan', at(9));
    expect(agenda.due(at(3))).toBe(2);
    expect(agenda.take(at(3), 9, none).map(({ id }) => id)).toEqual(['early', 'late']);
    expect(agenda.take(at(3), 9, none)).toEqual([]);
    expect(agenda.nextAt(none)).toEqual(at(9));
  });

  it('keeps a later look when a plan comes before it, and a plan is in every look', () => {
    const agenda = new Agenda();
    agenda.add('a', 'look', at(30));
    agenda.add('a', 'plan', at(1));
    expect(agenda.take(at(1), 1, none)).toEqual([{ id: 'a', errand: 'plan' }]);
    agenda.add('a', 'plan', at(31));
    expect(agenda.take(at(40), 1, none)).toEqual([{ id: 'a', errand: 'look' }]);
    expect(agenda.nextAt(none)).toBeUndefined();
  });

  it('leaves out what is worked on, and keeps it', () => {
    const agenda = new Agenda();
    agenda.add('a', 'plan', at(1));
    expect(agenda.take(at(1), 1, () => true)).toEqual([]);
    expect(agenda.nextAt(() => true)).toBeUndefined();
    expect(agenda.nextAt(none)).toEqual(at(1));
  });

  it('counts the earliest of several times', () => {
    const agenda = new Agenda();
    agenda.add('a', 'plan', at(5));
    agenda.add('a', 'plan', at(2));
    agenda.add('a', 'plan', at(7));
    expect(agenda.nextAt(none)).toEqual(at(2));
  });
});
