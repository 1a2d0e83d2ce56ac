import { describe, expect, it } from 'vitest';
import { answerCases } from './testing/answer-cases.ts';
import { harmsBetween } from './testing/compare-documents.ts';
import { eventCases } from './testing/event-cases.ts';
import { operationCases } from './testing/operation-cases.ts';
import { requestCases } from './testing/request-cases.ts';

describe('when a contract changes', () => {
  const cases = [...requestCases, ...answerCases, ...operationCases];

  it.each(cases)('$name: tells whom it harms and where', ({ before, after, harms }) => {
    expect(harmsBetween(before, after)).toEqual([...harms].toSorted());
  });

  it.each(cases)('$name: lets its harmless twin pass', ({ before, twin }) => {
    expect(harmsBetween(before, twin)).toEqual([]);
  });

  it.each(cases)('$name: finds nothing between equal documents', ({ before, after }) => {
    expect(harmsBetween(before, before)).toEqual([]);
    expect(harmsBetween(after, after)).toEqual([]);
  });
});

describe('when events or messages change', () => {
  it.each(eventCases)('$name: tells whom it harms and where', ({ before, after, harms, role }) => {
    expect(harmsBetween(before, after, role)).toEqual(harms);
  });

  it.each(eventCases)('$name: lets its harmless twin pass', ({ before, twin, role }) => {
    expect(harmsBetween(before, twin, role)).toEqual([]);
  });
});
