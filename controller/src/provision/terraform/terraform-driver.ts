import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instance } from '@souk/model/installation/instance.ts';
import { type Driver, DriverError, type Observation } from '../driver.ts';
import { isInstallationId, keepInstance, readInstance } from '../local/keep-instance.ts';
import { parseMessages } from './cli/parse-messages.ts';
import { locateModule } from './module/locate-module.ts';
import { prepareWork } from './prepare-work.ts';
import { type PlanPreview, previewPlan } from './preview-plan.ts';
import { type HeldSecrets, readSecrets } from './read-secrets.ts';
import { runErrand } from './run-errand.ts';
import { isFoundById, renderBackend } from './state/backend-block.ts';
import { forgetState, pushLeftState, readHeldState } from './state/held-state.ts';
import { instanceOf } from './state/parse-state.ts';
import { summarizePlan } from './summarize-plan.ts';
import type { Place, TerraformTools } from './terraform-tools.ts';

/** Folder of installations that are only planned. No installation can be called so. */
export const PREVIEWS = '.previews';
const CHANGES = 2;
const NOWHERE: Observation = { health: 'unknown', drift: ['it is not there'] };

/** Plans and applies a module for each installation. What it has made is what the states say. */
export class TerraformDriver implements Driver {
  readonly name = 'terraform';
  readonly endsWithProcess = false;
  readonly #tools: TerraformTools;
  readonly #folder: string;
  readonly #closed = new AbortController();
  /** What is done for an installation, one after the other: its folder and its lock are for one. */
  readonly #turns = new Map<string, Promise<unknown>>();

  /** @param folder that installations are kept in; no other process uses it */
  constructor(tools: TerraformTools, folder: string) {
    this.#tools = tools;
    this.#folder = folder;
  }

  apply(instance: Instance, signal: AbortSignal): Promise<void> {
    return this.#inTurn(instance.id, signal, async (stop) => {
      const tools = this.#tools;
      const place = this.#placeOf(instance);
      const located = await locateModule(instance, tools.isOpenTofu, tools.readFolder);
      await tools.effect(() => keepInstance(this.#folder, instance));
      await pushLeftState(tools, place, stop);
      const { secrets } = await prepareWork(tools, place, instance, located, stop);
      const held = await readSecrets(secrets, instance.team, tools.readSecret);
      await this.#bringAbout(place, held, stop);
    });
  }

  remove(id: string, signal: AbortSignal): Promise<void> {
    if (!isInstallationId(id)) return Promise.resolve();
    return this.#inTurn(id, signal, async (stop) => {
      const own = join(this.#folder, id);
      const kept = instanceOf(await readInstance(this.#folder, id));
      if (kept === undefined && !isFoundById(this.#tools.settings.backend)) {
        this.#tools.logger.warn({ id }, 'nothing is known here of an installation that is to be taken down');
        return;
      }
      const place = this.#placeOf(kept ?? { id, team: '', environment: '' });
      await pushLeftState(this.#tools, place, stop);
      const { resources, instance } = await readHeldState(this.#tools, place, stop);
      if (resources > 0) await this.#destroy(place, instance ?? kept, stop);
      if (resources > 0 || instance !== undefined || kept !== undefined)
        await forgetState(this.#tools, place, stop);
      await this.#tools.effect(() => rm(own, { recursive: true, force: true }));
    });
  }

  observe(instance: Instance, signal: AbortSignal): Promise<Observation> {
    return this.#inTurn(instance.id, signal, async (stop) => {
      const tools = this.#tools;
      const place = this.#placeOf(instance);
      if (!(await this.#isKnown(place, stop))) return NOWHERE;
      const located = await locateModule(instance, tools.isOpenTofu, tools.readFolder);
      const { secrets } = await prepareWork(tools, place, instance, located, stop);
      const { variables, known } = await readSecrets(secrets, instance.team, tools.readSecret);
      const args = ['plan', '-input=false', '-lock=false', '-detailed-exitcode', '-json'];
      const plan = { errand: 'plan', args, within: 'work', variables, known, accepts: [0, CHANGES] } as const;
      const { code, stdout } = await runErrand(tools, place, plan, stop);
      return summarizePlan(parseMessages(stdout), code === CHANGES, known);
    });
  }

  /**
   * What applying an instance would change. Nothing is locked, written or kept.
   * @param secrets references that may be read; other secrets are stood in for
   * @throws {DriverError}
   */
  preview(instance: Instance, secrets: ReadonlySet<string>, signal: AbortSignal): Promise<PlanPreview> {
    const base = join(this.#folder, PREVIEWS);
    return this.#inTurn(`${PREVIEWS}/${instance.id}`, signal, async (stop) => {
      await mkdir(join(base, instance.id), { recursive: true, mode: 0o700 });
      const place = { ...this.#placeOf(instance), base };
      try {
        return await previewPlan(this.#tools, place, instance, secrets, stop);
      } finally {
        await rm(join(base, instance.id), { recursive: true, force: true });
      }
    });
  }

  async list(): Promise<readonly string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch((cause: Error) => {
      throw new DriverError('unreachable', `The folder of installations can't be read: ${cause.message}.`, {
        cause,
      });
    });
    const ids = entries.flatMap((entry) =>
      entry.isDirectory() && isInstallationId(entry.name) ? [entry.name] : [],
    );
    const kept = await Promise.all(
      ids.map(async (id) => ((await readInstance(this.#folder, id)) === undefined ? [] : [id])),
    );
    return kept.flat().toSorted();
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('The driver is closed.'));
    await Promise.all(this.#turns.values());
    await this.#tools.memory.close();
  }

  #placeOf(owner: Pick<Instance, 'id' | 'team' | 'environment'>): Place {
    return {
      id: owner.id,
      base: this.#folder,
      backend: renderBackend(this.#tools.settings.backend, owner),
    };
  }

  /** Plans, and applies exactly that plan where it changes something. The plan holds secrets, so it lies in memory. */
  #bringAbout(place: Place, { variables, known }: HeldSecrets, signal: AbortSignal): Promise<void> {
    const tools = this.#tools;
    return tools.memory.use(async (memory) => {
      const file = join(memory, 'plan');
      const common = { within: 'work', variables, known, memory, locks: true } as const;
      const args = ['plan', '-input=false', '-detailed-exitcode', '-json', `-out=${file}`];
      const plan = { ...common, errand: 'plan', args, accepts: [0, CHANGES] } as const;
      const { code } = await runErrand(tools, place, plan, signal);
      if (code !== CHANGES) return;
      const apply = { ...common, errand: 'apply', args: ['apply', '-input=false', '-json', file] } as const;
      await runErrand(tools, place, apply, signal);
    });
  }

  /** Takes down all that a state holds, by the module and the configuration that made it. */
  async #destroy(place: Place, instance: Instance | undefined, signal: AbortSignal): Promise<void> {
    const tools = this.#tools;
    if (instance?.id !== place.id)
      throw new DriverError(
        'conflict',
        `The state of ${place.id} holds resources and does not say that they are ${place.id}'s: look whose they are.`,
      );
    await tools.effect(() => keepInstance(this.#folder, instance));
    const located = await locateModule(instance, tools.isOpenTofu, tools.readFolder);
    const { secrets } = await prepareWork(tools, place, instance, located, signal);
    const { variables, known } = await readSecrets(secrets, instance.team, tools.readSecret);
    const args = ['apply', '-destroy', '-auto-approve', '-input=false', '-json'];
    const destroy = { errand: 'apply', args, within: 'work', variables, known, locks: true } as const;
    await runErrand(tools, place, destroy, signal);
  }

  /** Whether it was made, by us or, as its state says, by those before who have lost their folder: then it is ours from now on. */
  async #isKnown(place: Place, signal: AbortSignal): Promise<boolean> {
    if ((await readInstance(this.#folder, place.id)) !== undefined) return true;
    const own = join(this.#folder, place.id);
    await mkdir(own, { recursive: true, mode: 0o700 });
    const { instance, resources } = await readHeldState(this.#tools, place, signal);
    if (instance?.id !== place.id) {
      await rm(own, { recursive: true, force: true });
      return false;
    }
    await keepInstance(this.#folder, instance);
    this.#tools.logger.warn(
      { id: place.id, resources },
      'an installation that was not known here is in its state',
    );
    return true;
  }

  #inTurn<T>(turn: string, signal: AbortSignal, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    const stop = AbortSignal.any([signal, this.#closed.signal]);
    const before = this.#turns.get(turn) ?? Promise.resolve();
    const running = before.then(() => {
      stop.throwIfAborted();
      return work(stop);
    });
    const settled = running.then(
      () => undefined,
      () => undefined,
    );
    this.#turns.set(turn, settled);
    void settled.then(() => {
      if (this.#turns.get(turn) === settled) this.#turns.delete(turn);
    });
    return running;
  }
}
