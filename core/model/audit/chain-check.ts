import type { AuditAnchor, AuditCheckpoint, AuditRecord, AuditRow, ChainHead } from './audit-record.ts';
import type { BreakKind, BrokenLink } from './broken-link.ts';
import { hashRow, noRows } from './chain-entry.ts';
import type { ChainSummary, ChainTrust } from './verify-chain.ts';
import { verifyCheckpoint } from './verify-checkpoint.ts';

/** A log on its way past: each record is held against those before it. */
export class ChainCheck {
  readonly #trust: ChainTrust;
  readonly #anchors: ReadonlyMap<number, readonly AuditAnchor[]>;
  readonly #keyIds = new Set<string>();
  #log: Extract<AuditRecord, { type: 'log' }> | undefined;
  #last: ChainHead = noRows;
  #since: string | undefined;
  #until: string | undefined;
  #checkpoints = 0;
  #sealed = 0;
  #anchored = 0;
  /** A checkpoint of a row that has not come. */
  #ahead: AuditCheckpoint | undefined;

  constructor(trust: ChainTrust) {
    this.#trust = trust;
    this.#anchors = Map.groupBy(trust.anchors ?? [], ({ checkpoint }) => checkpoint.seq);
  }

  summary(): ChainSummary {
    return {
      rows: this.#last.seq,
      since: this.#since,
      until: this.#until,
      checkpoints: this.#checkpoints,
      sealed: this.#sealed,
      keyIds: [...this.#keyIds],
      anchors: this.#anchored,
    };
  }

  async add(record: AuditRecord): Promise<BrokenLink | undefined> {
    if (record.type === 'unreadable')
      return this.#broken('unreadable', 'a line of an audit log', `line ${record.line}: ${record.reason}`);
    if (this.#log === undefined)
      return record.type === 'log'
        ? this.#begin(record)
        : this.#broken('unreadable', 'a first line that describes the log', `a ${record.type}`);
    switch (record.type) {
      case 'log':
        return this.#broken('order', 'one line that describes the log', 'another one');
      case 'row':
        return this.#addRow(record.row, this.#log.epoch);
      case 'checkpoint':
        return this.#addCheckpoint(record.checkpoint, this.#log.epoch);
    }
  }

  /** Holds the end of the log against what is known of it. */
  async end(): Promise<BrokenLink | undefined> {
    if (this.#log === undefined)
      return this.#broken('unreadable', 'a first line that describes the log', 'nothing');
    const { head } = this.#log;
    const known = [this.#ahead, head, ...(this.#trust.anchors ?? []).filter(this.#isOfThisLog).map(sealOf)];
    const furthest = Math.max(...known.map((seal) => seal?.seq ?? 0));
    if (furthest > this.#last.seq)
      return this.#broken('missing-tail', `rows up to ${furthest}`, endingAt(this.#last.seq));
    if (head.seq !== this.#last.seq || head.hash !== this.#last.hash)
      return this.#broken('order', `row ${head.seq} as the last`, rowOf(this.#last));
    const mustBeSealed = this.#trust.keyIds !== undefined && this.#last.seq > 0;
    if (mustBeSealed && this.#checkpoints === 0)
      return this.#broken('unsealed', 'a checkpoint signed by a key that you trust', 'no checkpoint at all');
    return undefined;
  }

  #begin(log: Extract<AuditRecord, { type: 'log' }>): BrokenLink | undefined {
    this.#log = log;
    const newest = this.#trust.anchors?.at(-1);
    if (newest === undefined || this.#isOfThisLog(newest)) return undefined;
    return this.#broken('anchor', `the log ${newest.epoch}, as its newest anchor`, `the log ${log.epoch}`);
  }

  async #addRow(row: AuditRow, epoch: string): Promise<BrokenLink | undefined> {
    const next = this.#last.seq + 1;
    if (row.seq > next) return this.#broken('gap', `row ${next}`, `row ${row.seq}`, next);
    if (row.seq < next) return this.#broken('order', `row ${next}`, `row ${row.seq}`, next);
    if (this.#ahead !== undefined)
      return this.#broken('order', `row ${this.#ahead.seq} before its checkpoint`, 'the checkpoint', next);
    const hash = hashRow(row);
    if (hash !== row.hash) return this.#broken('changed', row.hash, hash, next);
    if (row.previous !== this.#last.hash)
      return this.#broken(
        'previous',
        this.#last.hash || 'no row before it',
        row.previous || 'no row before it',
        next,
      );
    this.#last = { seq: row.seq, hash };
    this.#since ??= row.at;
    this.#until = row.at;
    for (const anchor of this.#anchors.get(row.seq) ?? []) {
      if (anchor.epoch !== epoch) continue;
      const broken = await this.#addAnchor(anchor);
      if (broken !== undefined) return broken;
    }
    return undefined;
  }

  async #addCheckpoint(checkpoint: AuditCheckpoint, epoch: string): Promise<BrokenLink | undefined> {
    if (checkpoint.seq < this.#last.seq || checkpoint.seq === this.#sealed)
      return this.#broken('order', `a checkpoint of row ${this.#last.seq}`, `one of row ${checkpoint.seq}`);
    if (checkpoint.seq > this.#last.seq) {
      this.#ahead ??= checkpoint;
      return undefined;
    }
    const broken = await this.#checkSeal('checkpoint', { epoch, checkpoint });
    if (broken !== undefined) return broken;
    this.#checkpoints += 1;
    this.#sealed = checkpoint.seq;
    this.#keyIds.add(checkpoint.keyId);
    return undefined;
  }

  async #addAnchor(anchor: AuditAnchor): Promise<BrokenLink | undefined> {
    const broken = await this.#checkSeal('anchor', anchor);
    if (broken === undefined) this.#anchored += 1;
    return broken;
  }

  async #checkSeal(
    kind: 'checkpoint' | 'anchor',
    { epoch, checkpoint }: AuditAnchor,
  ): Promise<BrokenLink | undefined> {
    const { keyIds } = this.#trust;
    if (keyIds !== undefined && !keyIds.has(checkpoint.keyId))
      return this.#broken('key', [...keyIds].join(' or '), checkpoint.keyId);
    if (!(await verifyCheckpoint({ epoch, checkpoint })))
      return this.#broken('signature', `a signature of ${checkpoint.keyId}`, 'another one');
    if (checkpoint.hash !== this.#last.hash) return this.#broken(kind, checkpoint.hash, this.#last.hash);
    return undefined;
  }

  readonly #isOfThisLog = ({ epoch }: AuditAnchor): boolean => epoch === this.#log?.epoch;

  #broken(kind: BreakKind, expected: string, found: string, seq: number = this.#last.seq): BrokenLink {
    return { kind, seq, expected, found };
  }
}

function sealOf({ checkpoint }: AuditAnchor): ChainHead {
  return checkpoint;
}

function endingAt(seq: number): string {
  return seq === 0 ? 'no row' : `an end at row ${seq}`;
}

function rowOf({ seq, hash }: ChainHead): string {
  return `row ${seq} (${hash})`;
}
