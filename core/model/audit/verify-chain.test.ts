import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chain, EPOCH, entry, exportOf, idOf, seal as sealWith } from '../testing/audit-chain.ts';
import type { AuditAnchor, AuditCheckpoint, AuditRecord, AuditRow } from './audit-record.ts';
import { chainEntry, hashRow, noRows } from './chain-entry.ts';
import { type ChainTrust, verifyChain } from './verify-chain.ts';

const key = generateKeyPairSync('ed25519').privateKey;
const stranger = generateKeyPairSync('ed25519').privateKey;
const seal = (sealed: AuditRow, by = key, epoch = EPOCH) => sealWith(sealed, by, epoch);

const rows = chain(Array.from({ length: 10 }, (_, i) => entry(i)));
const row = (seq: number): AuditRow => rows[seq - 1] ?? chainEntry(noRows, entry(0));
const checkpoints = [seal(row(4)), seal(row(8))];

const records = (
  of: readonly AuditRow[],
  seals: readonly AuditCheckpoint[] = checkpoints,
  head = of.at(-1),
): AuditRecord[] => [...exportOf(of, seals, head)];

async function* stream(of: readonly AuditRecord[]): AsyncGenerator<AuditRecord> {
  yield* of;
}

const verify = (of: readonly AuditRecord[], trust: ChainTrust = { keyIds: new Set([idOf(key)]) }) =>
  verifyChain(stream(of), trust);

const without = (seq: number): AuditRow[] => rows.filter((item) => item.seq !== seq);
const replaced = (seq: number, change: Partial<AuditRow>): AuditRow[] =>
  rows.map((item) => (item.seq === seq ? { ...item, ...change } : item));
const rehashed = (item: AuditRow): AuditRow => ({ ...item, hash: hashRow(item) });
const forged = chain(
  rows.map(({ hash: _hash, previous: _previous, seq: _seq, ...rest }) => ({ ...rest, subject: 'App/other' })),
);
const forgedRow = (seq: number): AuditRow => forged[seq - 1] ?? row(1);

describe('when a log is sound', () => {
  it('says what it holds', async () => {
    expect(await verify(records(rows))).toEqual({
      broken: undefined,
      rows: 10,
      since: '2026-11-22T08:00:00.000Z',
      until: '2026-11-22T08:09:00.000Z',
      checkpoints: 2,
      sealed: 8,
      keyIds: [idOf(key)],
      anchors: 0,
    });
  });

  it('finds the anchors that are kept elsewhere', async () => {
    const anchors = [
      { epoch: 'an older database', checkpoint: seal(row(9), key, 'an older database') },
      { epoch: EPOCH, checkpoint: seal(row(4)) },
    ];
    expect(await verify(records(rows), { anchors })).toMatchObject({ broken: undefined, anchors: 1 });
  });

  it('is content with no rows at all', async () => {
    expect(await verify(records([], []))).toMatchObject({ broken: undefined, rows: 0, since: undefined });
  });
});

describe('when somebody was at the log', () => {
  const inserted = rehashed({ ...row(5), action: 'slipped in', previous: row(5).hash, seq: 6 });
  const renumbered = rows.slice(5).map((item) => ({ ...item, seq: item.seq + 1 }));
  const cases: [name: string, records: AuditRecord[], kind: string, seq: number][] = [
    ['edits a row', records(replaced(3, { action: 'removed' })), 'changed', 3],
    ['edits a detail', records(replaced(3, { detail: { ...row(3).detail, version: '9' } })), 'changed', 3],
    ['adds a commit', records(replaced(2, { commit: 'c' })), 'changed', 2],
    [
      'edits a row and its hash',
      records(rows.map((item) => (item.seq === 3 ? rehashed({ ...item, action: 'x' }) : item))),
      'previous',
      4,
    ],
    ['deletes in the middle', records(without(6)), 'gap', 6],
    ['deletes a sealed row', records(without(4)), 'gap', 4],
    ['deletes the first row', records(without(1)), 'gap', 1],
    [
      'deletes behind the last checkpoint',
      records(rows.slice(0, 9), checkpoints, row(10)),
      'missing-tail',
      9,
    ],
    ['deletes the end and sets the head', records(rows.slice(0, 6)), 'missing-tail', 6],
    ['deletes everything', records([], checkpoints), 'missing-tail', 0],
    ['inserts a row', records([...rows.slice(0, 5), inserted, ...rows.slice(5)]), 'order', 7],
    ['inserts and renumbers', records([...rows.slice(0, 5), inserted, ...renumbered]), 'changed', 7],
    ['repeats a row', records([...rows.slice(0, 5), row(5), ...rows.slice(5)]), 'order', 6],
    ['reorders', records([...rows.slice(0, 2), row(4), row(3), ...rows.slice(4)]), 'gap', 3],
    [
      'swaps what two rows say',
      records(
        rows.map((item) => {
          if (item.seq === 3) return { ...row(4), seq: 3 };
          return item.seq === 4 ? { ...row(3), seq: 4 } : item;
        }),
      ),
      'changed',
      3,
    ],
    ['rewrites it all', records(forged), 'checkpoint', 4],
    [
      'rewrites it all and signs it again',
      records(forged, [seal(forgedRow(4), stranger), seal(forgedRow(8), stranger)]),
      'key',
      4,
    ],
    [
      'signs it again in the name of the key',
      records(forged, [{ ...seal(forgedRow(4), stranger), keyId: idOf(key) }]),
      'signature',
      4,
    ],
    ['rewrites it all and drops the checkpoints', records(forged, []), 'unsealed', 10],
    [
      'swaps two checkpoints',
      records(rows, [
        { ...seal(row(8)), seq: 4 },
        { ...seal(row(4)), seq: 8 },
      ]),
      'signature',
      4,
    ],
    ['moves a checkpoint', records(rows, [{ ...seal(row(4)), seq: 5 }]), 'signature', 5],
    ['takes one of another database', records(rows, [seal(row(4), key, 'other')]), 'signature', 4],
    [
      'backdates a checkpoint',
      records(rows, [{ ...seal(row(4)), at: '2020-01-01T00:00:00Z' }]),
      'signature',
      4,
    ],
    ['repeats a checkpoint', records(rows, [seal(row(4)), seal(row(4))]), 'order', 4],
    ['names no key', records(rows, [{ ...seal(row(4)), keyId: 'rsa:x' }]), 'key', 4],
    ['sets the head on another row', records(rows, checkpoints, row(9)), 'order', 10],
    ['starts without a description', records(rows).slice(1), 'unreadable', 0],
    ['describes it twice', [...records(rows), ...records(rows)], 'order', 10],
    ['leaves nothing', [], 'unreadable', 0],
    ['puts a checkpoint first', [...records([], [seal(row(4))]), ...records(rows).slice(1)], 'order', 1],
    [
      'writes something else',
      [...records(rows), { type: 'unreadable', line: 14, reason: 'x' }],
      'unreadable',
      10,
    ],
  ];
  it.each(cases)('finds out who %s', async (_name, tampered, kind, seq) => {
    expect((await verify(tampered)).broken).toMatchObject({ kind, seq });
  });

  it('says what was expected and what was found', async () => {
    expect((await verify(records(without(6)))).broken).toEqual({
      kind: 'gap',
      seq: 6,
      expected: 'row 6',
      found: 'row 7',
    });
  });

  it('counts what was sound before', async () => {
    expect(await verify(records(replaced(6, { at: 'x' })))).toMatchObject({
      rows: 5,
      checkpoints: 1,
      sealed: 4,
    });
  });
});

describe('when checkpoints are kept elsewhere', () => {
  const anchor = (checkpoint: AuditCheckpoint, epoch = EPOCH): AuditAnchor => ({ epoch, checkpoint });
  const resigned = records(forged, [seal(forgedRow(4), stranger), seal(forgedRow(8), stranger)]);
  const cases: [name: string, records: AuditRecord[], anchors: AuditAnchor[], kind: string][] = [
    ['all was rewritten and signed again', resigned, [anchor(seal(row(4)))], 'anchor'],
    [
      'the end is gone with its checkpoints',
      records(rows.slice(0, 3), []),
      [anchor(seal(row(4)))],
      'missing-tail',
    ],
    ['it is another log', records(rows), [anchor(seal(row(4), key, 'other'), 'other')], 'anchor'],
    [
      'the anchor itself was made up',
      records(rows),
      [anchor({ ...seal(row(4)), signature: 'AA' })],
      'signature',
    ],
  ];
  it.each(cases)('finds out that %s', async (_name, tampered, anchors, kind) => {
    expect((await verify(tampered, { anchors })).broken).toMatchObject({ kind });
  });
});

describe('when any part of any export is changed', () => {
  it('is found out', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 8 });
    const entries = fc.array(
      fc.record({
        at: text,
        actor: fc.record({ name: text, login: text }),
        action: text,
        subject: text,
        commit: text,
        detail: fc
          .dictionary(text, fc.jsonValue({ maxDepth: 1 }))
          .map((detail) => JSON.parse(JSON.stringify(detail))),
      }),
      { minLength: 2, maxLength: 12 },
    );
    const field = fc.constantFrom('at', 'action', 'subject', 'commit', 'previous', 'hash');
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(), fc.nat(), field, async (all, sealAt, hitAt, name) => {
        const sound = chain(all);
        const sealed = sound[sealAt % sound.length];
        const hit = sound[hitAt % sound.length];
        if (sealed === undefined || hit === undefined) return;
        const seals = [seal(sealed)];
        expect((await verify(records(sound, seals))).broken).toBeUndefined();
        const edited = sound.map((item) => (item === hit ? { ...item, [name]: `${item[name]}~` } : item));
        expect((await verify(records(edited, seals, sound.at(-1)))).broken).toMatchObject({ seq: hit.seq });
        const shorter = sound.filter((item) => item !== hit);
        expect((await verify(records(shorter, seals, sound.at(-1)))).broken).toBeDefined();
        const rewritten = chain(
          all.map((item, i) => (i === hit.seq - 1 ? { ...item, action: `${item.action}~` } : item)),
        );
        const found = (await verify(records(rewritten, seals))).broken;
        // Behind the last checkpoint nobody has vouched for anything yet.
        if (hit.seq <= sealed.seq) expect(found).toMatchObject({ kind: 'checkpoint', seq: sealed.seq });
        else expect(found).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});

describe('when the same entry is written in another order', () => {
  it('has the same hash', () => {
    const { hash, ...rest } = row(3);
    const turned = Object.fromEntries(Object.entries(rest).toReversed());
    expect(hashRow({ ...rest, ...turned, detail: { ordinal: 2, version: '1.2.0' } })).toBe(hash);
  });
});
