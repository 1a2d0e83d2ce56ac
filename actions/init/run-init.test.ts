import { describe, expect, it } from 'vitest';
import { createMemoryWriter } from '../import/memory-writer.ts';
import { type InitIo, type RunInitOptions, runInit } from './run-init.ts';
import { readTemplate } from './template-reader.ts';

function ioWith(parts: Partial<InitIo> = {}): InitIo & { target: ReturnType<typeof createMemoryWriter> } {
  const existing = { entryIds: new Set(['taken']), teamIds: ['finance'], domains: [] };
  return { readTemplate, readExisting: async () => existing, ...parts, target: createMemoryWriter() };
}

const given: RunInitOptions = { kind: 'App', template: 'wasm', id: 'tidy', owner: 'finance' };

describe('when an entry is made', () => {
  it('writes the files and says whether the owner exists', async () => {
    const io = ioWith();
    const result = await runInit(given, io);
    expect(result).toMatchObject({ status: 'done', folder: 'catalog/apps/tidy', ownerExists: true });
    expect([...io.target.files.keys()]).toContain('catalog/apps/tidy/manifest.yaml');
    expect(await runInit({ ...given, id: 'other', owner: 'nobody' }, io)).toMatchObject({
      ownerExists: false,
    });
  });

  it('begins with the contact of its owner, when the catalog has one', async () => {
    const existing = await ioWith().readExisting();
    const contacts = new Map([['finance', { slack: '#finance' }]]);
    const io = ioWith({ readExisting: async () => ({ ...existing, contacts }) });
    await runInit(given, io);
    await runInit({ ...given, id: 'other', owner: 'nobody' }, io);
    const text = (id: string): unknown => io.target.files.get(`catalog/apps/${id}/manifest.yaml`);
    expect(text('tidy')).toContain('owner: finance\ncontact:\n  slack: "#finance"\n');
    expect(text('other')).not.toContain('contact');
  });

  it('refuses to overwrite, naming the files, unless forced', async () => {
    const io = ioWith();
    await io.target.write('catalog/apps/tidy/README.md', 'mine');
    expect(await runInit(given, io)).toEqual({ status: 'exists', paths: ['catalog/apps/tidy/README.md'] });
    expect(io.target.files.get('catalog/apps/tidy/README.md')).toBe('mine');
    expect(await runInit({ ...given, force: true }, io)).toMatchObject({ status: 'done' });
  });

  it('asks for what is missing, and writes nothing when the person gives up', async () => {
    const asked: RunInitOptions[] = [];
    const prompts = {
      ask: async (options: RunInitOptions) => {
        asked.push(options);
        return asked.length === 1 ? { ...options, id: 'tidy', owner: 'finance' } : undefined;
      },
    };
    const io = ioWith({ prompts });
    expect(await runInit({ kind: 'App' }, io)).toMatchObject({
      status: 'done',
      template: { id: 'container' },
    });
    expect(await runInit({ kind: 'App', id: 'two' }, io)).toEqual({ status: 'cancelled' });
    expect(await runInit({ ...given, id: 'three' }, io)).toMatchObject({ status: 'done' });
    expect(asked).toHaveLength(2);
  });

  it('says everything that is missing when nobody can be asked', async () => {
    const result = await runInit({ kind: 'Connector' }, ioWith());
    expect(result.status === 'problems' && result.problems.map(({ field }) => field)).toEqual([
      'id',
      'owner',
    ]);
    expect(await runInit({ ...given, id: 'taken', template: 'nope' }, ioWith())).toMatchObject({
      status: 'problems',
      problems: [{ field: 'template' }, { field: 'id' }],
    });
  });
});
