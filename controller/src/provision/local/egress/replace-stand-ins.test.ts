import { describe, expect, it } from 'vitest';
import { hideValues, replaceStandIns } from './replace-stand-ins.ts';

const standIns = [
  { standIn: 'souk-secret-a1', value: 's3cr$&t' },
  { standIn: 'souk-secret-b2', value: 'other' },
];
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('when stand-ins are replaced in a header', () => {
  it.each([
    ['a bearer token', 'Bearer souk-secret-a1', 'Bearer s3cr$&t'],
    ['several of them', 'souk-secret-a1 souk-secret-b2', 's3cr$&t other'],
    ['Basic credentials', basic('client:souk-secret-b2'), basic('client:other')],
    ['nothing', 'Bearer mine', 'Bearer mine'],
    ['Basic credentials of others, untouched', 'Basic bm9uZTpub25l', 'Basic bm9uZTpub25l'],
    ['what is no Base64', 'Basic ???', 'Basic ???'],
  ])('%s', (_, header, expected) => {
    expect(replaceStandIns(header, standIns)).toBe(expected);
  });

  it('is refused where that makes far more of it', () => {
    const standIns = [{ standIn: 's-1', value: 'x'.repeat(60_000) }];
    expect(replaceStandIns('s-1 s-1', standIns)).toHaveLength(120_001);
    expect(() => replaceStandIns('s-1 '.repeat(3), standIns)).toThrow(/longer than/);
  });

  it('is undone where a server echoes the value', () => {
    expect(hideValues('you sent s3cr$&t', standIns)).toBe('you sent souk-secret-a1');
  });
});
