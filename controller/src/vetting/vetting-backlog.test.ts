import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VettingBacklog, type VettingLane } from './vetting-backlog.ts';

type Added = readonly [lane: VettingLane, ...names: string[]];
type Taken = readonly [lane: VettingLane, ...names: string[]];

function filled(...added: readonly Added[]): VettingBacklog {
  const backlog = new VettingBacklog();
  for (const [lane, ...names] of added) backlog.add(names, lane);
  return backlog;
}

function takeAll(backlog: VettingBacklog, most = 10): Taken[] {
  const taken = backlog.take(most);
  if (taken === undefined) return [];
  for (const name of taken.names) backlog.finish(name);
  return [[taken.lane, ...taken.names], ...takeAll(backlog, most)];
}

describe('when entries wait', () => {
  it.each<[name: string, added: Added[], taken: Taken[]]>([
    ['nothing', [], []],
    ['in the order in which they came', [['judged', 'b', 'a']], [['judged', 'b', 'a']]],
    [
      'each once',
      [
        ['changed', 'a', 'a'],
        ['changed', 'b', 'a'],
      ],
      [['changed', 'a', 'b']],
    ],
    [
      'the most urgent first',
      [
        ['everything', 'a'],
        ['judged', 'b'],
        ['changed', 'c'],
      ],
      [
        ['changed', 'c'],
        ['judged', 'b'],
        ['everything', 'a'],
      ],
    ],
    [
      'one that becomes urgent with the urgent ones',
      [
        ['everything', 'a', 'b'],
        ['changed', 'b'],
      ],
      [
        ['changed', 'b'],
        ['everything', 'a'],
      ],
    ],
    [
      'one that is urgent no later for another reason',
      [
        ['changed', 'b'],
        ['everything', 'a', 'b'],
      ],
      [
        ['changed', 'b'],
        ['everything', 'a'],
      ],
    ],
    [
      'no more than asked for',
      [['judged', 'a', 'b', 'c']],
      [
        ['judged', 'a', 'b'],
        ['judged', 'c'],
      ],
    ],
  ])('gives them: %s', (_name, added, taken) => {
    expect(takeAll(filled(...added), 2)).toEqual(taken);
  });

  it('knows what is more urgent than what was taken', () => {
    const backlog = filled(['judged', 'a', 'b']);
    expect([backlog.take(1)?.lane, backlog.hasBefore('judged')]).toEqual(['judged', false]);
    backlog.add(['c'], 'everything');
    expect(backlog.hasBefore('judged')).toBe(false);
    backlog.add(['c'], 'changed');
    expect(backlog.hasBefore('judged')).toBe(true);
  });
});

describe('when entries are taken', () => {
  it('counts them until they are finished', () => {
    const backlog = filled(['changed', 'a', 'b']);
    backlog.take(2);
    expect(backlog.depth).toBe(2);
    backlog.add(['a'], 'everything');
    expect(backlog.depth).toBe(2);
    backlog.finish('a');
    backlog.finish('b');
    expect([backlog.depth, backlog.waits('a')]).toEqual([1, true]);
  });

  it('puts what is not finished behind the others of its lane', () => {
    const backlog = filled(['judged', 'a', 'b', 'c']);
    backlog.take(2);
    backlog.finish('b');
    backlog.putBack();
    expect(takeAll(backlog)).toEqual([['judged', 'c', 'a']]);
  });
});

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const step = fc.oneof(
  fc.record({
    do: fc.constant('add' as const),
    names: fc.array(name),
    lane: fc.constantFrom<VettingLane>('changed', 'judged', 'everything'),
  }),
  fc.record({ do: fc.constant('take' as const), most: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('finish' as const) }),
  fc.record({ do: fc.constant('putBack' as const) }),
);

describe('when anything happens to a backlog', () => {
  it('loses nothing, and gives each once, the urgent before others', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const backlog = new VettingBacklog();
        const order = ['changed', 'judged', 'everything'];
        /** Names that are owed, in the most urgent lane that they were asked for since they were taken. */
        const [waiting, held] = [new Map<string, VettingLane>(), new Map<string, VettingLane>()];
        const owe = (some: string, lane: VettingLane): void => {
          const known = waiting.get(some);
          if (known === undefined || order.indexOf(lane) < order.indexOf(known)) waiting.set(some, lane);
        };
        for (const one of steps) {
          if (one.do === 'add') {
            backlog.add(one.names, one.lane);
            for (const some of one.names) owe(some, one.lane);
          } else if (one.do === 'take') {
            const taken = backlog.take(one.most);
            const most = [...waiting.values()].toSorted((a, b) => order.indexOf(a) - order.indexOf(b))[0];
            expect(taken?.lane).toBe(most);
            for (const some of taken?.names ?? []) {
              expect(waiting.get(some)).toBe(taken?.lane);
              waiting.delete(some);
              if (taken !== undefined) held.set(some, taken.lane);
            }
          } else if (one.do === 'finish') {
            const [some] = held.keys();
            if (some !== undefined) backlog.finish(some);
            held.delete(some ?? '');
          } else {
            backlog.putBack();
            for (const [some, lane] of held) owe(some, lane);
            held.clear();
          }
          expect(backlog.depth).toBe(new Set([...waiting.keys(), ...held.keys()]).size);
        }
        backlog.putBack();
        for (const [some, lane] of held) owe(some, lane);
        const given = takeAll(backlog, 2).flatMap(([lane, ...names]) => names.map((some) => [some, lane]));
        expect(given).toHaveLength(waiting.size);
        expect(Object.fromEntries(given)).toEqual(Object.fromEntries(waiting));
      }),
    );
  });
});
