import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../testing/until.ts';
import { DriverError } from '../driver.ts';
import type { Confinement } from './cli/confine-cli.ts';
import type { TerraformDriver } from './terraform-driver.ts';
import { aModuleInstance } from './testing/a-module-instance.ts';
import { MODULE, SECRET, TerraformWorld, type TerraformWorldOptions } from './testing/terraform-world.ts';
import { testedCli } from './testing/tested-cli.ts';

const never = new AbortController().signal;
const apiKey = { name: 'API_KEY', reference: 'env:SOUK_SECRET_KEY', exposed: true, hosts: [] };
const ID = 'lead-alerts';

describe.skipIf(testedCli === undefined)(`the terraform driver, by ${testedCli ?? 'no CLI'}`, () => {
  const opened: { close(): Promise<void> }[] = [];
  const open = async (
    options?: TerraformWorldOptions,
  ): Promise<{ world: TerraformWorld; driver: TerraformDriver }> => {
    const world = await TerraformWorld.open(options);
    opened.push(world);
    const driver = await world.driver();
    opened.push(driver);
    return { world, driver };
  };
  const again = async (world: TerraformWorld): Promise<TerraformDriver> => {
    const driver = await world.driver();
    opened.push(driver);
    return driver;
  };
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close();
  });
  const refusal = async (work: Promise<unknown>): Promise<DriverError> => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof DriverError) return error;
    throw new Error(`expected a DriverError, got ${String(error)}`);
  };

  describe('when a module is applied', () => {
    it('applies nothing when it is asked for the same again', async () => {
      const { world, driver } = await open();
      await driver.apply(aModuleInstance(), never);
      const writes = () => world.states.asked.filter((line) => line.startsWith('POST')).length;
      const before = writes();
      await driver.apply(aModuleInstance(), never);
      expect(writes()).toBe(before);
    });

    it('takes hostile values as they are', async () => {
      const { world, driver } = await open();
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what an expression looks like
      const channel = '${file("/etc/hostname")}%{ for x in [1] }"}\n$${x}';
      await driver.apply(aModuleInstance({ config: { channel } }), never);
      const { held } = JSON.parse(world.inspect(ID) ?? '');
      expect(held[0][1][0].input.value.channel).toBe(channel);
    });

    it('gives secrets to the module, and leaves them on no disk and in no message', async () => {
      const { world, driver } = await open();
      await driver.apply(aModuleInstance({ secrets: [apiKey] }), never);
      const before = world.inspect(ID);
      world.secrets['env:SOUK_SECRET_KEY'] = 'another-value-of-it';
      expect((await driver.observe(aModuleInstance({ secrets: [apiKey] }), never)).drift).toEqual([
        'module.instance.terraform_data.key (replace)',
      ]);
      await driver.apply(aModuleInstance({ secrets: [apiKey] }), never);
      expect(world.inspect(ID)).not.toBe(before);
      expect([...(await world.filesWith(SECRET)), ...(await world.filesWith('another-value-of-it'))]).toEqual(
        [],
      );
      expect(world.logged.join('')).not.toContain(SECRET);
      expect((await readdir('/dev/shm')).filter((name) => name.startsWith('souk-plan-'))).toEqual([]);
    });

    it('reads the secret before anything is planned', async () => {
      const { world, driver } = await open();
      delete world.secrets['env:SOUK_SECRET_KEY'];
      const error = await refusal(driver.apply(aModuleInstance({ secrets: [apiKey] }), never));
      expect(error).toMatchObject({ code: 'secret', message: 'env:SOUK_SECRET_KEY is not there.' });
      expect(world.inspect(ID)).toBeUndefined();
    });

    it.each<[string, Parameters<typeof aModuleInstance>[0], Record<string, string>, string, RegExp]>([
      [
        'a setting that it has no variable for',
        { config: { other: 1 } },
        {},
        'invalid',
        /no variable for the setting "other"/,
      ],
      [
        'a required variable that nobody sets',
        { config: {} },
        {},
        'invalid',
        /Missing required argument.*channel/,
      ],
      ['no files and no artifact', {}, { 'main.tf': '' }, 'invalid', /Missing|no variable/],
      ['a syntax error', {}, { 'main.tf': `${MODULE}\nresource {` }, 'invalid', /main\.tf:19/],
      [
        'a validation that fails',
        {},
        {
          'main.tf': MODULE.replace(
            'variable "channel" { type = string }',
            'variable "channel" {\n  type = string\n  validation {\n    condition     = length(var.channel) > 40\n    error_message = "The channel is too short."\n  }\n}',
          ),
        },
        'invalid',
        /The channel is too short/,
      ],
    ])('refuses a module with %s', async (_name, parts, files, code, message) => {
      const { driver } = await open({ files: { 'main.tf': MODULE, ...files } });
      const error = await refusal(driver.apply(aModuleInstance(parts), never));
      expect(error.message).toMatch(message);
      expect(error.code).toBe(code);
      await driver.remove(ID, never);
      expect(await driver.list()).toEqual([]);
    });

    it('says that a module without the variable can not be suspended', async () => {
      const { world, driver } = await open({
        files: {
          'main.tf': 'variable "channel" {}\nresource "terraform_data" "a" { input = var.channel }\n',
        },
      });
      await driver.apply(aModuleInstance(), never);
      const before = world.inspect(ID);
      const error = await refusal(driver.apply(aModuleInstance({ suspended: true }), never));
      expect(error.message).toMatch(/can't be suspended: its module has no variable suspended/);
      expect(world.inspect(ID)).toBe(before);
    });

    it('tells by its checks that it is not well', async () => {
      const check = `check "reachable" {
        assert {
          condition     = terraform_data.channel.output.channel == "#other"
          error_message = "The channel can not be reached."
        }
      }`;
      const { driver } = await open({ files: { 'main.tf': `${MODULE}\n${check}` } });
      await driver.apply(aModuleInstance(), never);
      expect(await driver.observe(aModuleInstance(), never)).toMatchObject({
        ...{ health: 'unhealthy', drift: [] },
        message: expect.stringContaining('The channel can not be reached.'),
      });
    });

    it('takes down what a configuration made that is not valid any more', async () => {
      const { world, driver } = await open();
      await driver.apply(aModuleInstance(), never);
      await refusal(driver.apply(aModuleInstance({ config: {} }), never));
      await driver.remove(ID, never);
      expect(world.inspect(ID)).toBeUndefined();
      expect([...world.states.states.keys()]).toEqual([]);
    });
  });

  describe('when the folder of data was lost', () => {
    it('knows again what is in a state, and takes it down', async () => {
      const { world, driver } = await open();
      await driver.apply(aModuleInstance(), never);
      await driver.close();
      await rm(world.folder, { recursive: true });
      const next = await again(world);
      expect(await next.list()).toEqual([]);
      expect((await next.observe(aModuleInstance(), never)).drift).toEqual([]);
      expect(await next.list()).toEqual([ID]);
      await next.remove(ID, never);
      expect(world.inspect(ID)).toBeUndefined();
    });

    it('takes down what it is only told the id of', async () => {
      const { world, driver } = await open();
      await driver.apply(aModuleInstance(), never);
      await driver.close();
      await rm(world.folder, { recursive: true });
      await (await again(world)).remove(ID, never);
      expect(world.inspect(ID)).toBeUndefined();
    });

    it("leaves alone a state that is somebody else's", async () => {
      const { world, driver } = await open();
      await driver.apply(aModuleInstance({ id: 'theirs' }), never);
      world.states.states.set(`/${ID}`, world.states.states.get('/theirs') ?? '');
      const error = await refusal(driver.remove(ID, never));
      expect(error).toMatchObject({ code: 'conflict' });
      expect(world.inspect(ID)).toBeDefined();
    });
  });

  it('writes a state later that could not be written when it was made', async () => {
    const { world, driver } = await open();
    world.states.broken.add(`/${ID}`);
    expect((await refusal(driver.apply(aModuleInstance(), never))).code).toBe('unreachable');
    expect(existsSync(join(world.folder, ID, 'work/errored.tfstate'))).toBe(true);
    world.states.broken.clear();
    const serial = () => JSON.parse(world.states.states.get(`/${ID}`) ?? '{}').serial;
    await driver.apply(aModuleInstance(), never);
    expect(serial()).toBeGreaterThan(0);
    expect(existsSync(join(world.folder, ID, 'work/errored.tfstate'))).toBe(false);
    expect((await driver.observe(aModuleInstance(), never)).drift).toEqual([]);
  });

  const slow = `${MODULE}
    resource "terraform_data" "slow" {
      provisioner "local-exec" {
        command = "echo began; sleep \${var.channel == "#slow" ? 30 : 0}"
      }
    }`;

  describe('when somebody holds the lock of a state', () => {
    it.each<[Confinement]>([['bubblewrap'], ['limits-only']])(
      'takes away its own that a killed controller has left (%s)',
      async (confinement) => {
        const { world, driver } = await open({ confinement, files: { 'main.tf': slow } });
        const slowly = aModuleInstance({ config: { channel: '#slow' } });
        const running = driver.apply(slowly, never).catch(() => undefined);
        const pid = await until(
          async () =>
            world.states.locks.get(`/${ID}`)?.includes('OperationTypeApply') === true
              ? JSON.parse(await readFile(join(world.folder, ID, 'process.json'), 'utf8')).pid
              : undefined,
          (found) => found !== undefined,
        );
        process.kill(pid, 'SIGKILL');
        await running;
        expect(world.states.locks.size).toBe(1);
        const next = await again(world);
        await next.apply(aModuleInstance(), never);
        expect(world.states.locks.size).toBe(0);
        expect((await next.observe(aModuleInstance(), never)).drift).toEqual([]);
      },
    );

    it('waits for that of somebody else', async () => {
      const { world, driver } = await open();
      await driver.apply(aModuleInstance(), never);
      const theirs = {
        ID: 'a-lock',
        Who: 'ana@laptop',
        Operation: 'OperationTypeApply',
        Created: '2026-11-23T10:00:00Z',
      };
      world.states.locks.set(`/${ID}`, JSON.stringify(theirs));
      const error = await refusal(driver.apply(aModuleInstance({ suspended: true }), never));
      expect(error.code).toBe('conflict');
      expect(error.message).toContain(
        'ana@laptop since 2026-11-23T10:00:00.000Z (OperationTypeApply, lock a-lock)',
      );
      expect(world.states.locks.size).toBe(1);
      // To look at it takes no lock.
      expect((await driver.observe(aModuleInstance(), never)).drift).toEqual([]);
    });
  });

  it.each<[Confinement]>([['bubblewrap'], ['limits-only']])(
    'is told to stop: the CLI writes down what is made, and lets go of the lock (%s)',
    async (confinement) => {
      const { world, driver } = await open({ confinement, files: { 'main.tf': slow } });
      const stop = new AbortController();
      const running = driver.apply(aModuleInstance({ config: { channel: '#slow' } }), stop.signal);
      const failed = running.catch((error: unknown) => error);
      await until(
        () => world.states.locks.get(`/${ID}`) ?? '',
        (lock) => lock.includes('OperationTypeApply'),
      );
      await until(
        () => world.states.asked.length,
        (count) => count > 5,
      );
      await new Promise((resolve) => setTimeout(resolve, 500));
      const begun = performance.now();
      stop.abort(new Error('It is over.'));
      expect(await failed).toMatchObject({ message: 'It is over.' });
      expect(performance.now() - begun).toBeLessThan(9_000);
      expect(world.states.locks.size).toBe(0);
      expect(world.inspect(ID)).toBeDefined();
    },
  );

  it('sees inside its walls neither what other installations have nor what the controller holds', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'souk-outside-'));
    await writeFile(join(outside, 'key'), 'a key of the controller');
    const look = `
      variable "channel" {}
      resource "terraform_data" "look" {
        provisioner "local-exec" {
          command = <<-EOT
            ! cat ${outside}/key && ! touch ${outside}/mine && ! touch /usr/mine && ! ls ../../other
            test -z "$TOKEN_OF_THE_CONTROLLER" && test "$HANDED_ON" = yes && touch here
          EOT
        }
      }`;
    const { world, driver } = await open({
      confinement: 'bubblewrap',
      files: { 'main.tf': look },
      settings: { environment: ['HANDED_ON'] },
      environment: { HANDED_ON: 'yes', TOKEN_OF_THE_CONTROLLER: 'no' },
    });
    try {
      await driver.apply(aModuleInstance(), never);
      expect(existsSync(join(world.folder, ID, 'work/here'))).toBe(true);
      expect(existsSync(join(outside, 'mine'))).toBe(false);
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('warns where there are no walls', async () => {
    const { world } = await open({ confinement: 'limits-only' });
    expect(world.logged.join('')).toContain('bubblewrap is not there');
  });

  describe('when it is asked what would change', () => {
    it('plans, and neither locks, writes nor keeps anything', async () => {
      const { world, driver } = await open();
      await driver.apply(aModuleInstance(), never);
      const before = world.states.asked.length;
      const preview = await driver.preview(
        aModuleInstance({ config: { channel: '#other' }, secrets: [apiKey] }),
        new Set(),
        never,
      );
      expect(preview).toMatchObject({ create: 0, change: 1, replace: 1, destroy: 0 });
      expect(preview.text).toContain('#other');
      expect(preview.text).not.toContain('not-read-before-the-merge');
      expect(new Set(world.states.asked.slice(before))).toEqual(new Set([`GET /${ID}`]));
      expect(await driver.list()).toEqual([ID]);
      expect(await readdir(join(world.folder, '.previews'))).toEqual([]);
    });

    it('plans what was never made', async () => {
      const { driver } = await open();
      expect(await driver.preview(aModuleInstance(), new Set(), never)).toMatchObject({ create: 2 });
      expect(await driver.list()).toEqual([]);
    });
  });
});
