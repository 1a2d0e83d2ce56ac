import { describe, expect, it } from 'vitest';
import { assembleStatus } from './assemble-status.ts';

const told = (how: { broken?: string[]; held: number }) =>
  assembleStatus({ commit: 'a'.repeat(40), revision: 7, ...how }, undefined);

describe('when a commit is told how it was published', () => {
  it.each([
    ['all of it', { broken: [], held: 0 }, 'success', 'Published at revision 7'],
    ['an earlier one', { held: 0 }, 'success', 'Published at revision 7'],
    [
      'but a file',
      { broken: ['a.yaml'], held: 0 },
      'failure',
      'Published at revision 7 without a.yaml, which cannot be read',
    ],
    [
      'but some files',
      { broken: ['a.yaml', 'b.yaml', 'c.yaml'], held: 0 },
      'failure',
      'Published at revision 7 without a.yaml and 2 more, which cannot be read',
    ],
    ['but a removal', { broken: [], held: 1 }, 'pending', 'Held: a removal waits for approval'],
    ['but removals', { broken: ['a.yaml'], held: 60 }, 'pending', 'Held: 60 removals wait for approval'],
  ])('says %s', (_name, head, state, description) => {
    expect(told(head)).toMatchObject({ state, description, context: 'souk/published' });
  });

  it('says no more than GitHub takes', () => {
    const { description } = told({ broken: ['x'.repeat(500)], held: 0 });
    expect(description).toHaveLength(140);
  });

  it('links to the registry where its address is known', () => {
    const status = assembleStatus(
      { commit: 'a'.repeat(40), revision: 1, held: 0 },
      'https://souk.example.com',
    );
    expect(status.targetUrl).toBe('https://souk.example.com');
    expect(told({ held: 0 })).not.toHaveProperty('targetUrl');
  });
});
