import { setImmediate } from 'node:timers/promises';
import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { Catalog } from '@souk/model/catalog/catalog.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { Term } from '../leadership/term.ts';
import type { Touched } from '../reconcile/touched.ts';
import { forgetWaivers } from './forget-waivers.ts';
import { type KeptVetter, keepVetter } from './keep-vetter.ts';
import { lookThrough } from './look-through.ts';
import { openVettingPolicies, type VettingPolicies } from './open-vetting-policies.ts';
import { isDue, type PlannedVetting, planVetting } from './plan-vetting.ts';
import { READ_TOGETHER, readAhead } from './read-ahead.ts';
import { readVettable } from './read-vettable.ts';
import { entryKinds, parseEntryName } from './vettable.ts';
import { type TakenEntries, VettingBacklog } from './vetting-backlog.ts';
import type { VettingPorts } from './vetting-ports.ts';

export interface VettingDeskPorts extends VettingPorts {
  /** What may have to be looked through since this was called last; undefined where nothing may. */
  readonly takeTouched: () => Touched | undefined;
  /** Resolves when no sync is under way. */
  readonly whenCalm: () => Promise<void>;
}

/** Looks through entries during one term, some at a time: what costs is what was touched, not what the catalog holds. */
export class VettingDesk {
  readonly #term: Term;
  readonly #ports: VettingDeskPorts;
  readonly #backlog = new VettingBacklog();
  /** Undefined when they may not be what they were: then everything is touched. */
  #opened: VettingPolicies | { readonly fault: string } | undefined;
  /** Digest of the policies of the last turn. */
  #demands: string | undefined;
  /** Why they could not be opened, as it was told. */
  #fault: string | undefined;
  /** Whether waivers may name something else than when they were looked at. */
  #waiversMoved = false;

  constructor(term: Term, ports: VettingDeskPorts) {
    this.#term = term;
    this.#ports = ports;
  }

  /** How many entries wait to be looked at. */
  get depth(): number {
    return this.#backlog.depth;
  }

  /** Goes on until nothing waits, the term ends or the policies cannot be opened. What is not finished then, waits. */
  async pass(): Promise<void> {
    await using vetter = keepVetter(this.#ports.advisories);
    let entries = 0;
    try {
      for (;;) {
        const looked = await this.#turn(vetter);
        if (looked === undefined) break;
        entries += looked;
      }
    } finally {
      this.#backlog.putBack();
      if (entries > 0) this.#ports.logger.info({ entries, left: this.depth }, 'looked through entries');
    }
  }

  /** @returns how many entries were looked through; undefined when there was nothing to do */
  async #turn(vetter: KeptVetter): Promise<number | undefined> {
    const { store, clock, whenCalm, currentSnapshot } = this.#ports;
    // Requests have their turn in between.
    await setImmediate();
    await whenCalm();
    const snapshot = currentSnapshot();
    if (snapshot === undefined || this.#term.ended.aborted) return undefined;
    this.#absorb();
    const policies = await this.#openPolicies(snapshot);
    if (policies === undefined) return undefined;
    if (this.#waiversMoved) await forgetWaivers(this.#term, store, snapshot.catalog);
    this.#waiversMoved = false;
    const taken = this.#backlog.take(READ_TOGETHER);
    if (taken === undefined) return undefined;
    const now = clock.now();
    const entries = await readVettable(store.db, taken.names.flatMap(keysOf));
    const due = (await planVetting(snapshot, entries, policies, now)).filter(isDue);
    const dueNames = new Set(due.map(nameOf));
    for (const name of taken.names) if (!dueNames.has(name)) this.#backlog.finish(name);
    if (due.length === 0) return 0;
    const files = readAhead(
      snapshot,
      due.map(({ record }) => record.path),
    );
    const look = { files, policies, vetter: await vetter.lookingAt(files, policies, now), now };
    return this.#each(due, taken, (one) => lookThrough(this.#term, one, look, this.#ports));
  }

  /** Stops for what is more urgent, and leaves out what was touched since it was planned: that waits again. */
  async #each(
    due: readonly PlannedVetting[],
    { lane }: TakenEntries,
    look: (planned: PlannedVetting) => Promise<void>,
  ): Promise<number> {
    let looked = 0;
    for (const one of due) {
      await this.#ports.whenCalm();
      if (this.#term.ended.aborted) break;
      this.#absorb();
      if (this.#backlog.hasBefore(lane)) break;
      const name = nameOf(one);
      if (!this.#backlog.waits(name)) {
        await look(one);
        looked++;
      }
      this.#backlog.finish(name);
    }
    this.#backlog.putBack();
    return looked;
  }

  #absorb(): void {
    const catalog = this.#ports.currentSnapshot()?.catalog;
    const touched = catalog === undefined ? undefined : this.#ports.takeTouched();
    if (catalog === undefined || touched === undefined) return;
    const changed = touched.changed.flatMap(keysOf);
    this.#backlog.add(changed.map(formatKey), 'changed');
    this.#backlog.add(touched.judged.flatMap(keysOf).map(formatKey), 'judged');
    if (touched.everything) {
      this.#opened = undefined;
      this.#addEverything(catalog);
    } else if (changed.some((key) => catalog.get(key) === undefined)) this.#waiversMoved = true;
  }

  #addEverything(catalog: Catalog): void {
    const records = entryKinds.flatMap((kind) => catalog.ofKind(kind));
    this.#backlog.add(
      records.map(({ key }) => formatKey(key)),
      'everything',
    );
    this.#waiversMoved = true;
  }

  /** Undefined when they cannot be opened, which is told once. Other ones than before have everything wait. */
  async #openPolicies(snapshot: CatalogSnapshot): Promise<VettingPolicies | undefined> {
    this.#opened ??= await openVettingPolicies((path) => this.#ports.readFile(snapshot, path));
    const policies = this.#opened;
    const fault = 'fault' in policies ? policies.fault : undefined;
    if (fault !== undefined && fault !== this.#fault) {
      this.#ports.telemetry.failed('vetting');
      this.#ports.logger.error(`no entry can be looked through: ${fault}`);
    }
    this.#fault = fault;
    if ('fault' in policies) return undefined;
    if (policies.digest !== this.#demands) this.#addEverything(snapshot.catalog);
    this.#demands = policies.digest;
    return policies;
  }
}

function nameOf({ entry }: PlannedVetting): string {
  return formatKey(entry.key);
}

function keysOf(name: string) {
  return parseEntryName(name) ?? [];
}
