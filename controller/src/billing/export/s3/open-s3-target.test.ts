import { afterEach, describe, expect, it } from 'vitest';
import { type S3Double, startS3Double } from '../testing/s3-double.ts';
import { openS3Target } from './open-s3-target.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const access = { bucket: 'acme.billing', region: 'eu-central-1', keyId: 'AKIDEXAMPLE' };
const bytes = (text: string) => new TextEncoder().encode(text);
let doubles: S3Double[] = [];
afterEach(async () => {
  await Promise.all(doubles.map((double) => double.close()));
  doubles = [];
});

const openWorld = async (change: Record<string, string> = {}, secret = SECRET) => {
  const double = await startS3Double({ ...access, secret: SECRET });
  doubles.push(double);
  const target = openS3Target({
    settings: {
      ...access,
      prefix: 'souk/',
      endpoint: double.endpoint,
      secret: 'env:SOUK_SECRET_S3',
      ...change,
    },
    readSecret: async () => ({ ok: true, value: secret }),
  });
  return { double, target };
};

describe('when a file is put into a bucket', () => {
  it('is there, signed as AWS wants it', async () => {
    const { double, target } = await openWorld();
    const put = await target.put('2026-11/a-1.r2.csv', bytes('"é"\r\n'), 'text/csv; charset=utf-8');
    expect(put).toBe('written');
    expect(double.requests).toEqual(['PUT /acme.billing/souk/2026-11/a-1.r2.csv']);
    expect(double.objects.get('souk/2026-11/a-1.r2.csv')).toEqual({
      bytes: Buffer.from('"é"\r\n'),
      contentType: 'text/csv; charset=utf-8',
    });
  });

  it('never changes what is there', async () => {
    const { double, target } = await openWorld();
    double.occupy('souk/a.csv', 'one');
    expect(await target.put('a.csv', bytes('one'), 'text/csv')).toBe('same');
    expect(await target.put('a.csv', bytes('two'), 'text/csv')).toBe('taken');
    expect(await target.put('a.csv', bytes('longer'), 'text/csv')).toBe('taken');
    expect(double.objects.get('souk/a.csv')?.bytes.toString()).toBe('one');
  });

  it('is found again when the answer was lost', async () => {
    const { double, target } = await openWorld();
    double.plan('drop-after');
    await expect(target.put('a.csv', bytes('one'), 'text/csv')).rejects.toThrow(/could not be reached/);
    expect(await target.put('a.csv', bytes('one'), 'text/csv')).toBe('same');
  });

  it.each([
    ['another secret', {}, 'somethingelse', '403 SignatureDoesNotMatch'],
    ['another key', { keyId: 'AKIDOTHER' }, SECRET, '403 SignatureDoesNotMatch'],
    ['another region', { region: 'us-east-1' }, SECRET, '403 SignatureDoesNotMatch'],
    ['another bucket', { bucket: 'other' }, SECRET, '404 NoSuchBucket'],
  ])('is refused with %s, in words that show no secret', async (_name, change, secret, words) => {
    const { double, target } = await openWorld(change, secret);
    const failure = await target.put('a.csv', bytes('one'), 'text/csv').catch(String);
    expect(failure).toContain(`a.csv could not be put into`);
    expect(failure).toContain(`the storage answered ${words}`);
    expect(failure).not.toContain(secret);
    expect(double.objects.size).toBe(0);
  });

  it.each(['fail', 'drop-before'] as const)(
    'says when the storage does not take it (%s)',
    async (behaviour) => {
      const { double, target } = await openWorld();
      double.plan(behaviour);
      await expect(target.put('a.csv', bytes('one'), 'text/csv')).rejects.toThrow(
        /^a\.csv could not be put into acme\.billing: the storage (answered 503 SlowDown|could not be reached \([\w ]+\))\.$/,
      );
      expect(double.objects.size).toBe(0);
    },
  );

  it('says that the secret is not there', async () => {
    const { double } = await openWorld();
    const target = openS3Target({
      settings: { ...access, prefix: '', endpoint: double.endpoint, secret: 'env:SOUK_SECRET_S3' },
      readSecret: async () => ({
        ok: false,
        reason: 'The variable SOUK_SECRET_S3 is not set for the controller.',
      }),
    });
    await expect(target.put('a.csv', bytes('one'), 'text/csv')).rejects.toThrow('SOUK_SECRET_S3 is not set');
    expect(double.requests).toEqual([]);
  });
});
