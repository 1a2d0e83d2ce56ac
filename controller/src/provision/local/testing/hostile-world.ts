import type { LookupFunction } from 'node:net';
import type { Instance } from '@souk/model/installation/instance.ts';
import { anInstance } from '../../testing/an-instance.ts';
import type { Confinement } from '../sandbox/confine.ts';
import { readMemory } from '../sandbox/read-memory.ts';
import { hostileWorker } from './hostile-worker.ts';
import { LocalWorld } from './local-world.ts';

export interface HostileWorldOptions {
  readonly confinement: Confinement;
  readonly routes?: ReadonlyMap<string, URL>;
  readonly lookup?: LookupFunction;
  readonly allow?: readonly string[];
  readonly egress?: readonly string[];
}

/** How a neighbour did while something else went on. */
export interface NeighbourReport {
  readonly calls: number;
  readonly failed: number;
  readonly slowestMs: number;
}

const never = new AbortController().signal;
const WATCH_MS = 25;

/** A hostile instance and a neighbour that runs the same code and means no harm. */
export class HostileWorld {
  readonly local: LocalWorld;

  private constructor(local: LocalWorld) {
    this.local = local;
  }

  static async open({ egress = [], ...options }: HostileWorldOptions): Promise<HostileWorld> {
    const local = await LocalWorld.open({
      ...options,
      files: { 'connectors/crm-slack-alerts/main.js': hostileWorker },
      secrets: { 'env:SOUK_SECRET_TOKEN': 'the-token-value', 'env:SOUK_SECRET_KEY': 'the-key-value' },
    });
    const world = new HostileWorld(local);
    await local.start();
    await world.apply({ egress });
    await world.apply({ id: 'neighbour', egress: [], secrets: [] });
    return world;
  }

  async apply(parts: Partial<Instance>): Promise<void> {
    const runtime: Instance['runtime'] = {
      ...{ type: 'function', entry: 'main.js' },
      resources: { timeout: '2s', memory: '64Mi' },
    };
    const secrets: Instance['secrets'] = [
      { name: 'TOKEN', reference: 'env:SOUK_SECRET_TOKEN', exposed: false, hosts: ['good.example'] },
      { name: 'KEY', reference: 'env:SOUK_SECRET_KEY', exposed: true, hosts: [] },
    ];
    await this.local.driver.apply(anInstance({ id: 'hostile', runtime, secrets, ...parts }), never);
  }

  /** Has the code of an instance try something. @returns the status and the text of the answer */
  async attempt(what: string, ...args: readonly unknown[]): Promise<string> {
    return this.attemptOf('hostile', what, ...args);
  }

  async attemptOf(id: string, what: string, ...args: readonly unknown[]): Promise<string> {
    const body = JSON.stringify({ what, args });
    const { status, text } = await this.local.call(id, '/', { method: 'POST', body });
    return `${status} ${text}`;
  }

  /** Calls the neighbour all the time while something goes on. */
  async whileNeighbourIsCalled<T>(work: () => Promise<T>): Promise<[T, NeighbourReport]> {
    const over = new AbortController();
    let [calls, failed, slowestMs] = [0, 0, 0];
    const calling = (async () => {
      while (!over.signal.aborted) {
        const begun = performance.now();
        const answer = await this.local.call('neighbour', '/').catch(() => undefined);
        slowestMs = Math.max(slowestMs, Math.round(performance.now() - begun));
        calls += 1;
        if (answer?.text !== 'here') failed += 1;
        await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
      }
    })();
    try {
      const result = await work();
      return [result, { calls, failed, slowestMs }];
    } finally {
      over.abort();
      await calling;
    }
  }

  /** The most memory, in bytes, that the hostile instance held while something went on. */
  async mostMemoryWhile<T>(work: () => Promise<T>): Promise<[T, number]> {
    const over = new AbortController();
    let most = 0;
    const watching = (async () => {
      while (!over.signal.aborted) {
        const pid = await this.local.pidOf('hostile');
        most = Math.max(most, (pid && (await readMemory(pid))) || 0);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    try {
      return [await work(), most];
    } finally {
      over.abort();
      await watching;
    }
  }

  async close(): Promise<void> {
    await this.local.close();
  }
}
