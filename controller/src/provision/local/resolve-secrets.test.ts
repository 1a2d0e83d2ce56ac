import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { anInstance } from '../testing/an-instance.ts';
import { resolveSecrets } from './resolve-secrets.ts';

const token = { name: 'TOKEN', reference: 'env:A', exposed: false, hosts: ['slack.com', 'evil.example'] };
const key = { name: 'KEY', reference: 'env:B', exposed: true, hosts: [] };

const open = async (secrets = [token, key]) => {
  const values = new Map([
    ['env:A', 'value-a'],
    ['env:B', 'value-b'],
  ]);
  const asked: unknown[] = [];
  const resolved = await resolveSecrets(anInstance({ secrets }), {
    clock: new FakeClock(),
    readSecret: async (reference, use) => {
      asked.push(use);
      const value = values.get(reference);
      return value === undefined ? { ok: false, reason: `${reference} is not there.` } : { ok: true, value };
    },
  });
  return { values, asked, resolved };
};

describe('when the secrets of an instance are read', () => {
  it('gives the code a stand-in, and the value only where it is exposed', async () => {
    const { resolved, asked } = await open();
    expect(resolved.placed).toEqual([
      { name: 'KEY', variable: 'SECRET_0' },
      { name: 'TOKEN', standIn: expect.stringMatching(/^souk-secret-[0-9a-f]{32}$/) },
    ]);
    expect(resolved.variables).toEqual({ SECRET_0: 'value-b' });
    expect([...resolved.known]).toEqual(['value-a', 'value-b']);
    expect(asked[0]).toEqual({ team: 'sales-platform', leaseFor: 'Installation/lead-alerts' });
  });

  it('sends a value to hosts of egress only, whatever is said of the secret', async () => {
    const { resolved } = await open();
    expect(resolved.outgoing.map(({ hosts }) => hosts)).toEqual([
      [{ host: 'slack.com', port: 443, protocol: 'https:' }],
    ]);
  });

  it('sends a value that has changed, and hides the old one still', async () => {
    const { resolved, values } = await open();
    values.set('env:A', 'new-a');
    const [outgoing] = resolved.outgoing;
    expect(await outgoing?.read()).toBe('new-a');
    expect([...resolved.known]).toEqual(['value-a', 'new-a', 'value-b']);
  });

  it('tells of one that the code holds and that has changed', async () => {
    const { resolved, values } = await open();
    expect(await resolved.findChanged()).toEqual([]);
    values.set('env:B', 'new-b');
    expect(await resolved.findChanged()).toEqual(['KEY']);
  });

  it('tells the code nothing of where a secret is found', async () => {
    const { resolved, values } = await open();
    values.delete('env:A');
    await expect(resolved.outgoing[0]?.read()).rejects.toMatchObject({
      name: 'RefusedError',
      message: expect.not.stringContaining('env:A'),
    });
  });

  it.each<[string, typeof token, RegExp]>([
    ['that can not be read', { ...token, reference: 'env:C' }, /env:C is not there/],
    ['by the name of what is given', { ...token, name: 'STATE' }, /can't be called STATE/],
  ])('refuses one %s', async (_, secret, message) => {
    await expect(open([secret])).rejects.toMatchObject({ message: expect.stringMatching(message) });
  });

  it('never shows a value that can not be handed over', async () => {
    const failing = resolveSecrets(anInstance({ secrets: [key] }), {
      clock: new FakeClock(),
      readSecret: async () => ({ ok: true, value: 'very\0secret' }),
    });
    await expect(failing).rejects.toMatchObject({
      code: 'secret',
      message: expect.not.stringContaining('very'),
    });
  });
});

describe('when an instance is somebody', () => {
  const resources = ['https://slack.com/', 'https://slack.com:8443', 'https://evil.example', 'urn:acme:crm'];
  const openFor = async (mint: (id: string, resource: string) => Promise<string | undefined>) => {
    const clock = new FakeClock();
    const resolved = await resolveSecrets(
      anInstance({ secrets: [], egress: ['slack.com', 'hooks.example'] }),
      {
        ...{ clock, tokens: { resources, mint } },
        readSecret: async () => ({ ok: false, reason: 'There is none.' }),
      },
    );
    return { clock, resolved };
  };

  it('sends a token for the resource to hosts of egress that are one, and shows the code none', async () => {
    const { resolved } = await openFor(async (id, resource) => `${id} at ${resource}`);
    expect(resolved.placed).toEqual([{ name: 'IDENTITY', standIn: resolved.outgoing[0]?.standIn }]);
    expect(resolved.outgoing.map(({ hosts }) => hosts)).toEqual([
      [{ host: 'slack.com', port: 443, protocol: 'https:' }],
    ]);
    expect(await resolved.outgoing[0]?.read()).toBe('lead-alerts at https://slack.com/');
    expect([...resolved.known]).toEqual(['lead-alerts at https://slack.com/']);
  });

  it('makes another after a minute', async () => {
    let made = 0;
    const { resolved, clock } = await openFor(async () => {
      made += 1;
      return String(made);
    });
    const read = () => resolved.outgoing[0]?.read();
    expect([await read(), await read()]).toEqual(['1', '1']);
    clock.advance(60_000);
    expect(await read()).toBe('2');
    for (let minute = 0; minute < 10; minute += 1) {
      clock.advance(60_000);
      await read();
    }
    // Those of long ago have ended, and are not looked for in logs for ever.
    expect([...resolved.known]).toEqual(['9', '10', '11', '12']);
  });

  it('is refused once it is nobody', async () => {
    const { resolved } = await openFor(async () => undefined);
    await expect(resolved.outgoing[0]?.read()).rejects.toMatchObject({
      ...{ name: 'RefusedError', status: 403 },
      message: expect.stringContaining('nobody at the moment'),
    });
  });
});
