import { describe, expect, it } from 'vitest';
import { type Driver, DriverError } from './driver.ts';
import { openLater } from './open-later.ts';

const never = new AbortController().signal;

function scripted(failures: readonly Error[]) {
  const seen: string[] = [];
  const left = [...failures];
  let tell: (id: string) => void = () => {};
  const driver: Driver = {
    name: 'gitops',
    endsWithProcess: false,
    apply: async () => {},
    remove: async (id) => void seen.push(`remove ${id}`),
    observe: async () => ({ health: 'healthy', drift: [] }),
    list: async () => ['crm'],
    subscribe: (listener) => {
      tell = listener;
      return () => {};
    },
    close: async () => void seen.push('close'),
  };
  const open = async (): Promise<Driver> => {
    seen.push('open');
    const failure = left.shift();
    if (failure !== undefined) throw failure;
    return driver;
  };
  return { seen, later: openLater('gitops', open), tell: (id: string) => tell(id) };
}

describe('when a driver is opened as late as can be', () => {
  it('is opened once, by the first question', async () => {
    const { later, seen } = scripted([]);
    expect(seen).toEqual([]);
    expect(await Promise.all([later.list(never), later.list(never)])).toEqual([['crm'], ['crm']]);
    await later.remove('crm', never);
    await later.close?.();
    expect(seen).toEqual(['open', 'remove crm', 'close']);
  });

  it('says what keeps it from being opened, and tries again', async () => {
    const { later } = scripted([new DriverError('secret', 'No token.'), new TypeError('No kubeconfig.')]);
    await expect(later.list(never)).rejects.toMatchObject({ code: 'secret', message: 'No token.' });
    await expect(later.list(never)).rejects.toMatchObject({
      ...{ name: 'DriverError', code: 'unreachable' },
      message: "The driver gitops can't be opened: No kubeconfig.",
    });
    expect(await later.list(never)).toEqual(['crm']);
  });

  it('passes on what it tells by itself, to those who asked before it was opened too', async () => {
    const { later, tell } = scripted([]);
    const told: string[] = [];
    const stop = later.subscribe?.((id) => told.push(id));
    await later.list(never);
    tell('crm');
    stop?.();
    tell('erp');
    expect(told).toEqual(['crm']);
  });

  it('is not opened any more once it is closed', async () => {
    const { later, seen } = scripted([]);
    await later.close?.();
    await expect(later.list(never)).rejects.toMatchObject({ code: 'unreachable' });
    expect(seen).toEqual([]);
  });
});
