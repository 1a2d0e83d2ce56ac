import { chmodSync } from 'node:fs';
import type { Instance } from '@souk/model/installation/instance.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Driver } from '../driver.ts';
import { anInstance } from '../testing/an-instance.ts';
import type { EnvironmentRepository } from './environment-repository.ts';
import type { GitopsPorts } from './gitops-ports.ts';
import { EnvironmentWorld } from './testing/environment-world.ts';

const never = new AbortController().signal;
const FOLDER = 'environments/dev/sales-platform/lead-alerts';
const BRANCH = 'souk/provision/lead-alerts';

let world: EnvironmentWorld;
let opened: Driver[];
beforeEach(() => {
  world = new EnvironmentWorld();
  opened = [];
});
afterEach(async () => {
  for (const driver of opened) await driver.close?.();
  world[Symbol.dispose]();
});

const open = (parts: Partial<GitopsPorts> = {}): Driver => {
  const driver = world.open(parts);
  opened.push(driver);
  return driver;
};
const upgraded = (instance: Instance): Instance => ({
  ...instance,
  entry: { ...instance.entry, version: '1.3.0' },
});
const changedPaths = () => world.remote.git('show', '--format=', '--name-only', 'main').split('\n');

describe('when instances are committed', () => {
  it('writes a file for each object, and one that names them, beside what is there', async () => {
    await open().apply(anInstance(), never);
    const files = world.files();
    const names = [
      ...['config-map.yaml', 'deployment.yaml', 'kustomization.yaml', 'network-policy.yaml'],
      ...['service-account.yaml', 'service.yaml'],
    ];
    expect(Object.keys(files)).toEqual(['README.md', ...names.map((name) => `${FOLDER}/${name}`)]);
    const { resources, metadata } = parse(files[`${FOLDER}/kustomization.yaml`] ?? '');
    expect(resources.toSorted()).toEqual(names.filter((name) => name !== 'kustomization.yaml'));
    expect(metadata.labels).toMatchObject({ 'souk.dev/version': '1.2.0' });
    for (const name of names)
      expect(files[`${FOLDER}/${name}`]).toMatch(/^# Written by Souk for the installation lead-alerts: /);
  });

  it('says what it does and why, as Souk, at the time of its clock', async () => {
    const driver = open();
    await driver.apply(anInstance(), never);
    await driver.apply(upgraded(anInstance()), never);
    await driver.apply({ ...upgraded(anInstance()), suspended: true }, never);
    await driver.apply(upgraded(anInstance()), never);
    await driver.apply(upgraded(anInstance({ config: { channel: '#all' } })), never);
    await driver.remove('lead-alerts', never);
    expect(world.log()).toEqual([
      'Remove lead-alerts: crm-slack-alerts 1.3.0',
      'Change lead-alerts: crm-slack-alerts 1.3.0 for sales-platform in dev',
      'Resume lead-alerts: crm-slack-alerts 1.3.0 for sales-platform in dev',
      'Suspend lead-alerts: crm-slack-alerts 1.3.0 for sales-platform in dev',
      'Upgrade lead-alerts: crm-slack-alerts 1.3.0 for sales-platform in dev',
      'Install lead-alerts: crm-slack-alerts 1.2.0 for sales-platform in dev',
      'change',
    ]);
    const [, change = ''] = world.log('main', '%B%x00').join('\n').split('\0');
    expect(change).toContain(`- ${FOLDER}/config-map.yaml is different`);
    expect(change).toContain('Entry: Connector/crm-slack-alerts');
    expect(world.log('main', '%an <%ae> %cI')[0]).toBe('Souk <souk@example.com> 2026-11-22T08:00:00+00:00');
  });

  it('commits nothing when nothing is new, and no more than what is', async () => {
    await open().apply(anInstance(), never);
    const before = world.log().length;
    await open().apply(anInstance(), never);
    expect(world.log()).toHaveLength(before);
    await open().apply(anInstance({ config: { channel: '#all' } }), never);
    expect(changedPaths()).toEqual([`${FOLDER}/config-map.yaml`, `${FOLDER}/deployment.yaml`]);
    await open().apply(anInstance({ config: { channel: '#all' }, suspended: true }), never);
    expect(changedPaths()).toEqual([`${FOLDER}/deployment.yaml`, `${FOLDER}/kustomization.yaml`]);
  });

  it('begins the branch of a repository that has nothing', async () => {
    world[Symbol.dispose]();
    world = new EnvironmentWorld({ empty: true });
    const driver = open();
    expect(await driver.list(never)).toEqual([]);
    await driver.apply(anInstance(), never);
    expect(await driver.list(never)).toEqual(['lead-alerts']);
  });

  it('refuses to take a branch that is gone for one that has nothing', async () => {
    const driver = open({ repository: world.repository('production') });
    await expect(driver.list(never)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('"production"'),
    });
    await expect(driver.apply(anInstance(), never)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('moves an instance when it gets another team or environment', async () => {
    const driver = open();
    await driver.apply(anInstance(), never);
    await driver.apply(anInstance({ team: 'finance', environment: 'production' }), never);
    const paths = Object.keys(world.files()).filter((path) => path.startsWith('environments/'));
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) expect(path).toMatch(/^environments\/production\/finance\/lead-alerts\//);
    expect(await driver.list(never)).toEqual(['lead-alerts']);
  });

  it('leaves what others have made, and says so', async () => {
    const theirs = { [`${FOLDER}/deployment.yaml`]: 'kind: Deployment\n', 'environments/notes.md': 'x' };
    world.edit(theirs);
    const driver = open();
    expect(await driver.list(never)).toEqual([]);
    await expect(driver.apply(anInstance(), never)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(FOLDER),
    });
    await driver.remove('lead-alerts', never);
    expect(Object.keys(world.files())).toEqual(['README.md', ...Object.keys(theirs)]);
  });

  it('knows its own even when somebody has taken the file away that names the others', async () => {
    const driver = open();
    await driver.apply(anInstance(), never);
    world.edit({ [`${FOLDER}/kustomization.yaml`]: undefined, [`${FOLDER}/patch.yaml`]: 'a: 1\n' });
    expect(await driver.list(never)).toEqual(['lead-alerts']);
    expect((await driver.observe(anInstance(), never)).drift).toEqual([
      `${FOLDER}/kustomization.yaml is missing`,
      `${FOLDER}/patch.yaml is too much`,
    ]);
    await driver.apply(anInstance(), never);
    expect((await driver.observe(anInstance(), never)).drift).toEqual([]);
  });

  it.each([
    ['id', { id: '../../../etc' }],
    ['id', { id: 'a/b' }],
    ['team', { team: '..' }],
    ['environment', { environment: '' }],
  ] as [string, Partial<Instance>][])('makes no path of an odd %s', async (_, parts) => {
    const driver = open();
    await expect(driver.apply(anInstance(parts), never)).rejects.toMatchObject({ code: 'invalid' });
    if (parts.id !== undefined)
      await expect(driver.remove(parts.id, never)).rejects.toMatchObject({ code: 'invalid' });
    expect(Object.keys(world.files())).toEqual(['README.md']);
  });
});

describe('when others push at the same time', () => {
  /** Others are always a moment faster, so many times. */
  const overtaken = (times: number): EnvironmentRepository => {
    const repository = world.repository();
    let left = times;
    return {
      fetch: (signal) => repository.fetch(signal),
      list: (commit) => repository.list(commit),
      read: (files) => repository.read(files),
      commit: (change) => repository.commit(change),
      close: () => repository.close(),
      move: async (branch, step, signal) => {
        if (left-- > 0) world.edit({ [`others/${left}.md`]: 'x' });
        return repository.move(branch, step, signal);
      },
    };
  };

  it('looks again and comes after them', async () => {
    await open({ repository: overtaken(2) }).apply(anInstance(), never);
    expect(Object.keys(world.files())).toEqual(
      expect.arrayContaining(['others/0.md', 'others/1.md', `${FOLDER}/deployment.yaml`]),
    );
  });

  it('leaves it to another time when that goes on', async () => {
    const applying = open({ repository: overtaken(99) }).apply(anInstance(), never);
    await expect(applying).rejects.toMatchObject({ code: 'conflict' });
  });

  it('loses nothing when two controllers believe that they lead', async () => {
    const ids = Array.from({ length: 6 }, (_, i) => `app-${i}`);
    const drivers = [open(), open()];
    await Promise.all(ids.map((id, i) => drivers[i % 2]?.apply(anInstance({ id }), never)));
    expect(await open().list(never)).toEqual(ids);
    await Promise.all(ids.map((id, i) => drivers[(i + 1) % 2]?.remove(id, never)));
    expect(await open().list(never)).toEqual([]);
  });
});

describe('when the remote does not do as it is told', () => {
  it('says that it is not there, and goes on when it is back', async () => {
    const driver = open({ repository: world.repository('main', `${world.remote.dir}/nowhere`) });
    await expect(driver.list(never)).rejects.toMatchObject({ code: 'unreachable' });
    await expect(driver.apply(anInstance(), never)).rejects.toMatchObject({ code: 'unreachable' });
    world.remote.git('init', '--quiet', '--bare', 'nowhere');
    await driver.apply(anInstance(), never);
    expect(await driver.list(never)).toEqual(['lead-alerts']);
  });

  it('says so when it refuses what is pushed', async () => {
    world.remote.write({ '.git/hooks/pre-receive': '#!/bin/sh\nexit 1\n' });
    world.remote.git('config', 'core.hooksPath', `${world.remote.dir}/.git/hooks`);
    chmodSync(`${world.remote.dir}/.git/hooks/pre-receive`, 0o755);
    await expect(open().apply(anInstance(), never)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('pre-receive hook declined'),
    });
  });

  it('ends when nobody waits for it any more', async () => {
    const control = new AbortController();
    control.abort(new Error('enough'));
    await expect(open().apply(anInstance(), control.signal)).rejects.toThrow('enough');
    await expect(open().list(control.signal)).rejects.toThrow('enough');
    expect(world.log()).toEqual(['change']);
  });
});

describe('when changes are proposed', () => {
  it('proposes an instance on a branch of its own, once, and knows that it waits', async () => {
    const driver = open(world.waiting());
    await driver.apply(anInstance(), never);
    await driver.apply(anInstance(), never);
    expect(world.log(BRANCH)[0]).toMatch(/^Install lead-alerts/);
    expect(world.log(BRANCH)).toHaveLength(2);
    expect(Object.keys(world.files())).toEqual(['README.md']);
    expect(world.proposed).toEqual(
      Array.from({ length: 2 }, () =>
        expect.objectContaining({ branch: BRANCH, base: 'main', title: expect.stringMatching(/^Install/) }),
      ),
    );
    expect(await driver.list(never)).toEqual(['lead-alerts']);
    expect(await driver.observe(anInstance(), never)).toEqual({
      ...{ health: 'unknown', drift: [] },
      message: `It waits for the pull request of ${BRANCH} to be merged.`,
    });
    expect((await driver.observe(upgraded(anInstance()), never)).drift).not.toEqual([]);
  });

  it('proposes in place of what it has proposed before', async () => {
    const driver = open(world.waiting());
    await driver.apply(anInstance(), never);
    await driver.apply(upgraded(anInstance()), never);
    expect(world.log(BRANCH)).toHaveLength(2);
    expect(world.files(BRANCH)[`${FOLDER}/kustomization.yaml`]).toContain('souk.dev/version: 1.3.0');
  });

  it('takes a proposal back when it is wanted no more, or is there already', async () => {
    const driver = open(world.waiting());
    await driver.apply(anInstance(), never);
    await driver.remove('lead-alerts', never);
    expect(world.log(BRANCH)).toEqual([]);
    await open().apply(anInstance(), never);
    await driver.apply(upgraded(anInstance()), never);
    expect(world.log(BRANCH)).not.toEqual([]);
    await driver.apply(anInstance(), never);
    expect(world.log(BRANCH)).toEqual([]);
  });

  it('is not done with a removal before it is merged', async () => {
    await open().apply(anInstance(), never);
    const driver = open(world.waiting());
    await expect(driver.remove('lead-alerts', never)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('https://git.example.com/pull/7'),
    });
    expect(await driver.list(never)).toEqual(['lead-alerts']);
    world.merge(BRANCH);
    await driver.remove('lead-alerts', never);
    expect(await driver.list(never)).toEqual([]);
    expect(world.log(BRANCH)).toEqual([]);
  });
});

describe('when somebody in the cluster knows how an instance does', () => {
  it('passes it on, but not for what is not there or is suspended', async () => {
    const driver = open({ readHealth: async () => ({ health: 'unhealthy', message: 'It fails.' }) });
    expect((await driver.observe(anInstance(), never)).health).toBe('unknown');
    await driver.apply(anInstance(), never);
    expect(await driver.observe(anInstance(), never)).toEqual({
      ...{ health: 'unhealthy', message: 'It fails.', drift: [] },
    });
    const suspended = anInstance({ suspended: true });
    await driver.apply(suspended, never);
    expect(await driver.observe(suspended, never)).toEqual({ health: 'unknown', drift: [] });
  });
});
