import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from './days-between.ts';
import type { Deadline } from './deadline.ts';
import { type DoneStep, decideStep, type NextStep } from './decide-step.ts';
import { LEAST_NOTICES } from './notice-settings.ts';

const settings = { daysBefore: [90, 60, 30], escalateDays: 30, leastDays: 7 };
const start = Date.UTC(2026, 0, 1);
const day = (days: number): Date => new Date(start + days * DAY_MS);
const dayOf = (at: Date): number => (at.getTime() - start) / DAY_MS;

function aDeadline(
  dueDay: number,
  actions: Deadline['actions'] = [{ action: 'suspend', graceDays: 0 }],
): Deadline {
  return {
    subject: { kind: 'Installation', id: 'a' },
    trigger: 'expiry',
    since: day(0),
    dueAt: day(dueDay),
    actions,
  };
}

/** All that happens when somebody looks on these days, and after the last of them whenever something is due. */
function live(deadline: Deadline, looks: readonly number[]): DoneStep[] {
  const done: DoneStep[] = [];
  const lookAt = (now: Date): NextStep => {
    for (;;) {
      const step = decideStep(deadline, done, settings, now);
      if (step.type === 'wait' || step.type === 'end') return step;
      done.push(step.type === 'notice' ? { type: 'notice', at: now } : { ...step, at: now });
    }
  };
  let now = deadline.since;
  for (const look of looks) {
    now = new Date(Math.max(now.getTime(), day(look).getTime()));
    lookAt(now);
  }
  for (let step = lookAt(now); step.type === 'wait'; step = lookAt(step.until)) {
    if (step.until.getTime() <= now.getTime()) throw new Error('It waits for the past.');
    now = step.until;
  }
  return done;
}

const told = (done: readonly DoneStep[]) =>
  done.filter(({ type }) => type === 'notice').map(({ at }) => dayOf(at));
const acted = (done: readonly DoneStep[]) =>
  done.flatMap((step) => (step.type === 'action' ? [[step.action, dayOf(step.at)] as const] : []));

describe('when somebody always looks in time', () => {
  it.each([
    ['a year', 365, [275, 305, 335]],
    ['four months', 120, [30, 60, 90]],
    ['90 days, which is when they would be told', 90, [30, 60]],
    ['45 days', 45, [15, 30]],
    ['30 days', 30, [10, 20]],
    ['two weeks', 15, [5, 10]],
    ['a day', 1, [1 / 3, 2 / 3]],
  ])('tells of what ends in %s, and ends it on the day', (_name, dueDay, notices) => {
    const done = live(aDeadline(dueDay), []);
    expect(told(done).map((at) => at.toFixed(4))).toEqual(notices.map((at) => at.toFixed(4)));
    expect(acted(done)).toEqual([['suspend', dueDay]]);
  });

  it('does one thing after the other', () => {
    const actions: Deadline['actions'] = [
      { action: 'suspend', graceDays: 0 },
      { action: 'deprovision', graceDays: 30 },
      { action: 'clean-up', graceDays: 30 },
    ];
    expect(acted(live(aDeadline(120, actions), []))).toEqual([
      ['suspend', 120],
      ['deprovision', 150],
      ['clean-up', 150],
    ]);
  });

  it('says what will be done, when and to whom', () => {
    const first = decideStep(aDeadline(120), [], settings, day(30));
    expect(first).toEqual({
      type: 'notice',
      number: 1,
      action: 'suspend',
      actsAt: day(120),
      isEscalated: false,
    });
    const earlier: DoneStep[] = [30, 60].map((at) => ({ type: 'notice', at: day(at) }));
    const third = decideStep(aDeadline(120), earlier, settings, day(90));
    expect(third).toMatchObject({ number: 3, isEscalated: true });
  });
});

describe('when nobody looked for long', () => {
  it('tells once of what was missed, and goes on as planned', () => {
    const done = live(aDeadline(120), [65]);
    expect([told(done), acted(done)]).toEqual([[65, 90], [['suspend', 120]]]);
  });

  it('tells twice before it does anything, however late it is', () => {
    const done = live(aDeadline(120), [200]);
    expect([told(done), acted(done)]).toEqual([[200, 207], [['suspend', 214]]]);
  });

  it('announces the day on which it will be done', () => {
    expect(decideStep(aDeadline(120), [], settings, day(200))).toMatchObject({ actsAt: day(214) });
  });

  it('moves what follows as well', () => {
    const actions: Deadline['actions'] = [
      { action: 'suspend', graceDays: 0 },
      { action: 'deprovision', graceDays: 30 },
    ];
    expect(acted(live(aDeadline(120, actions), [200]))).toEqual([
      ['suspend', 214],
      ['deprovision', 244],
    ]);
  });
});

describe('whenever somebody looks', () => {
  const looks = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 8 });
  const span = fc.double({ min: 0.01, max: 400, noNaN: true });

  it('does nothing by surprise', () => {
    fc.assert(
      fc.property(span, looks, (dueDay, days) => {
        const done = live(
          aDeadline(dueDay),
          days.toSorted((a, b) => a - b),
        );
        const notices = told(done);
        const [[, at] = ['', 0], ...more] = acted(done);
        const gap = Math.min(settings.leastDays, dueDay / 3) - 1e-6;
        expect(more).toEqual([]);
        expect(notices.length).toBeGreaterThanOrEqual(LEAST_NOTICES);
        expect(at).toBeGreaterThanOrEqual(dueDay - 1e-6);
        const times = [...notices, at];
        for (let i = 1; i < times.length; i++)
          expect((times[i] ?? 0) - (times[i - 1] ?? 0)).toBeGreaterThanOrEqual(gap);
      }),
    );
  });

  it('keeps what it said: nothing is done before the day that the last notice named', () => {
    fc.assert(
      fc.property(span, looks, (dueDay, days) => {
        const deadline = aDeadline(dueDay);
        const done = live(
          deadline,
          days.toSorted((a, b) => a - b),
        );
        const last = done.findLastIndex(({ type }) => type === 'notice');
        const notice = decideStep(deadline, done.slice(0, last), settings, done[last]?.at ?? day(0));
        const at = done.at(-1)?.at.getTime() ?? 0;
        expect(notice.type === 'notice' && notice.actsAt.getTime() <= at).toBe(true);
      }),
    );
  });
});
