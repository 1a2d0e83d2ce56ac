import { describe, expect, it } from 'vitest';
import { currentPlace } from './places.ts';

describe('currentPlace', () => {
  it.each([
    ['/', '', '/'],
    ['/', 'q=crm&kind=App', '/'],
    ['/', 'kind=Team', '/?kind=Team'],
    ['/', 'kind=Team&kind=App', undefined],
    ['/entities/Connector/crm-slack', '', '/'],
    ['/entities/Team/sales', '', '/?kind=Team'],
    ['/entities/Waiver/w', '', undefined],
    ['/nowhere', '', undefined],
  ])('of %s?%s is %s', (path, query, place) => {
    expect(currentPlace(path, query)).toBe(place);
  });
});
