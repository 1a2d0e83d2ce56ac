import type { Instance } from '@souk/model/installation/instance.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Driver } from '../driver.ts';
import { Crash, type CrashPoint } from './crash-point.ts';

/** A world that a driver works on, apart from the driver: it outlives it, as the real one outlives a process. */
export interface DriverWorld {
  /** A driver as a new process has it. Each effect on the world calls `crash.reach` before it, and after it. */
  open(crash: CrashPoint): Promise<Driver>;
  /** What the world holds of an instance, written down so that the same means the same; undefined where nothing is. */
  inspect(id: string): Promise<string | undefined>;
  /** Changes an instance behind the back of the driver. */
  disturb(id: string): Promise<void>;
  /** Resolves when the driver would see how the instance does. */
  settle(id: string): Promise<void>;
  close(): Promise<void>;
}

export interface DriverContract {
  readonly openWorld: () => Promise<DriverWorld>;
  /** An instance that this driver can run and that becomes healthy. */
  readonly instance: (parts?: Partial<Instance>) => Instance;
  /** The same as another version of it. */
  readonly upgraded: (instance: Instance) => Instance;
}

/** After so many effects a driver has surely come to its end. */
const MOST_EFFECTS = 200;

/** What every driver has to hold to, whatever it drives. */
export function describeDriver(name: string, { openWorld, instance, upgraded }: DriverContract): void {
  describe(`the ${name} driver`, () => {
    const never = new AbortController().signal;
    const calm: CrashPoint = { reach: () => {} };
    let world: DriverWorld;
    let opened: Driver[];

    const open = async (crash = calm): Promise<Driver> => {
      const driver = await world.open(crash);
      opened.push(driver);
      return driver;
    };
    const applied = async (value: Instance): Promise<string | undefined> => {
      const driver = await open();
      await driver.apply(value, never);
      return world.inspect(value.id);
    };

    beforeEach(async () => {
      opened = [];
      world = await openWorld();
    });
    afterEach(async () => {
      for (const driver of opened) await driver.close?.();
      await world.close();
    });

    it('makes an instance, and sees that it is there, whole and healthy', async () => {
      const driver = await open();
      await driver.apply(instance(), never);
      await world.settle(instance().id);
      expect(await driver.list(never)).toEqual([instance().id]);
      const { health, drift } = await driver.observe(instance(), never);
      expect(drift).toEqual([]);
      expect(health).not.toBe('unhealthy');
    });

    it('changes nothing when it is asked for the same again, even in another process', async () => {
      const before = await applied(instance());
      expect(await applied(instance())).toBe(before);
    });

    it('holds nothing, and takes nothing down, where nothing is', async () => {
      const driver = await open();
      expect(await driver.list(never)).toEqual([]);
      await driver.remove('never-there', never);
      expect((await driver.observe(instance(), never)).drift).not.toEqual([]);
    });

    it('makes another version of an instance what it makes of it from nothing', async () => {
      await applied(instance());
      const after = await applied(upgraded(instance()));
      const driver = await open();
      await driver.remove(instance().id, never);
      expect(await applied(upgraded(instance()))).toBe(after);
    });

    it('suspends and resumes', async () => {
      const running = await applied(instance());
      const suspended = await applied(instance({ suspended: true }));
      expect(suspended).not.toBe(running);
      const driver = await open();
      expect((await driver.observe(instance({ suspended: true }), never)).drift).toEqual([]);
      expect(await applied(instance())).toBe(running);
    });

    it('takes down one and leaves its neighbours', async () => {
      const [one, other] = [instance({ id: 'one' }), instance({ id: 'other' })];
      const driver = await open();
      await driver.apply(one, never);
      await driver.apply(other, never);
      const before = await world.inspect('other');
      await driver.remove('one', never);
      expect(await driver.list(never)).toEqual(['other']);
      expect(await world.inspect('one')).toBeUndefined();
      expect(await world.inspect('other')).toBe(before);
    });

    it('sees that somebody else has changed an instance, and mends it', async () => {
      const whole = await applied(instance());
      await world.settle(instance().id);
      await world.disturb(instance().id);
      const driver = opened.at(-1) ?? (await open());
      expect((await driver.observe(instance(), never)).drift).not.toEqual([]);
      await driver.apply(instance(), never);
      expect(await world.inspect(instance().id)).toBe(whole);
    });

    it.each([
      ['provision', undefined, instance()],
      ['upgrade', instance(), upgraded(instance())],
      ['suspend', instance(), instance({ suspended: true })],
      ['deprovision', instance(), undefined],
    ] as const)('is killed at every step of a %s, and nothing is left over or twice', async (_, from, to) => {
      const expected = to === undefined ? undefined : await applied(to);
      for (let step = 1; step < MOST_EFFECTS; step += 1) {
        await clear();
        if (from !== undefined) await applied(from);
        const crashed = await crashAt(step, (driver) => change(driver, to));
        const next = await open();
        // Whatever is there in part is known to be there. It may go by itself meanwhile, but not come.
        const held = await next.list(never);
        if ((await world.inspect(instance().id)) !== undefined)
          expect(held, `after step ${step}`).toEqual([instance().id]);
        await change(next, to);
        expect(await world.inspect(instance().id), `after step ${step}`).toBe(expected);
        expect(await next.list(never)).toEqual(to === undefined ? [] : [instance().id]);
        if (!crashed) return;
      }
      expect.unreachable(`it has not come to its end after ${MOST_EFFECTS} effects`);
    });

    const change = (driver: Driver, to: Instance | undefined): Promise<void> =>
      to === undefined ? driver.remove(instance().id, never) : driver.apply(to, never);

    /** @returns whether it came to that step at all */
    const crashAt = async (step: number, work: (driver: Driver) => Promise<void>): Promise<boolean> => {
      const crash = new Crash(step);
      const driver = await open(crash);
      await work(driver).catch((error: unknown) => {
        if (!crash.happened) throw error;
      });
      if (crash.happened) await driver.close?.();
      return crash.happened;
    };

    const clear = async (): Promise<void> => {
      const driver = await open();
      for (const id of await driver.list(never)) await driver.remove(id, never);
    };
  });
}
