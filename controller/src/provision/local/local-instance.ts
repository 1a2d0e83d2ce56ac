import type { Instance } from '@souk/model/installation/instance.ts';
import { schedule as scheduleByCron } from 'node-cron';
import type { Dispatcher } from 'undici';
import { Turnstile } from '../../work/turnstile.ts';
import { DriverError, type Observation } from '../driver.ts';
import { hideSecrets } from './hide-secrets.ts';
import { InstanceRun, type RunPlace } from './instance-run.ts';
import type { LocalPorts } from './local-ports.ts';
import { LogLines } from './log-lines.ts';
import { type InstanceLimits, parseInstanceLimits } from './parse-instance-limits.ts';
import { beginning, type Supervision, type SupervisionEvent, supervise } from './supervision.ts';

const HEALTH_MS = 10_000;
const RESTARTS = { firstMs: 500, longestMs: 60_000 };
const MOST_CALLS = 64;

/** Room for one call: the way to it, and the way out. */
export interface Admission {
  readonly dispatcher: Dispatcher;
  readonly leave: () => void;
}

/** One instance that runs in this process's care: started anew whenever it ends, until it is stopped. */
export class LocalInstance {
  readonly value: Instance;
  readonly limits: InstanceLimits;
  readonly log: LogLines;
  readonly #ports: LocalPorts;
  readonly #place: RunPlace;
  readonly #onChange: () => void;
  readonly #stopping = new AbortController();
  readonly #calls = new Turnstile(MOST_CALLS, 0);
  readonly #turn = Promise.withResolvers<void>();
  /** Values of secrets of the run that writes. */
  #hidden: Iterable<string> = [];
  #state: Supervision = beginning;
  #seen: Observation = { health: 'unknown', drift: [] };
  #run: InstanceRun | undefined;
  #kept: Promise<void> | undefined;

  /** @throws {DriverError} `invalid` for limits that can't be kept */
  constructor(value: Instance, place: RunPlace, ports: LocalPorts, onChange: () => void) {
    this.value = value;
    this.limits = parseInstanceLimits(value);
    this.#place = place;
    this.#ports = ports;
    this.#onChange = onChange;
    this.log = new LogLines({
      hide: (text) => hideSecrets(text, this.#hidden),
      onLine: (line) => ports.logger.info({ installation: value.id }, line),
      clock: ports.clock,
    });
  }

  get observation(): Observation {
    if (this.#state.phase === 'waiting') return unhealthy(this.#state.why);
    return this.#state.phase === 'running' ? this.#seen : { health: 'unknown', drift: [] };
  }

  get isRunning(): boolean {
    return this.#state.phase === 'running';
  }

  /**
   * Starts its process, which is not called yet: another may still run on what it remembers.
   * @throws {DriverError} when it does not come up; nothing is left of it then
   */
  async prepare(signal: AbortSignal): Promise<void> {
    try {
      await this.#open(AbortSignal.any([signal, this.#stopping.signal]));
    } catch (error) {
      await this.stop();
      signal.throwIfAborted();
      if (error instanceof DriverError) throw error;
      // What is wrong with this machine may be over later.
      throw new DriverError('unreachable', `It does not start: ${messageOf(error)}`, { cause: error });
    }
  }

  /** From now on it is called, and kept running. */
  takeOver(): void {
    this.#kept = this.#keep();
    this.#turn.resolve();
  }

  /** Stops it; resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#move({ type: 'stopped' });
    this.#stopping.abort();
    this.#turn.resolve();
    this.log.close();
    await this.#closeRun();
    await this.#kept;
  }

  /** Resolves when it is called no more by those that call it now, or when the signal fires. */
  async drained(signal: AbortSignal): Promise<void> {
    const fired = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    await Promise.race([this.#calls.empty(), fired]);
  }

  /** Lets one call in; waits while it takes over from the one before. */
  async admit(): Promise<Admission | 'busy' | 'down'> {
    await this.#turn.promise;
    const run = this.#run;
    if (run === undefined || !this.isRunning) return 'down';
    const leave = await this.#calls.enter();
    return leave === undefined ? 'busy' : { dispatcher: run.dispatcher, leave };
  }

  /** For a call that took too long: what does not even answer us is ended, and begun anew. */
  async endIfStuck(): Promise<void> {
    const process = this.#run?.process;
    if (process !== undefined && !(await process.ping()))
      await process.kill(`It did not answer within ${this.limits.timeoutMs} ms and was busy.`);
  }

  count(status: number, ms: number): void {
    this.#ports.counter?.onCall(this.value.id, status, ms);
  }

  /** Names of secrets that the code holds with a value of before. */
  async findChangedSecrets(): Promise<readonly string[]> {
    // One that can't be read now is no reason to end what runs.
    return (await this.#run?.secrets.findChanged().catch(() => [])) ?? [];
  }

  async #open(signal: AbortSignal): Promise<void> {
    const run = await InstanceRun.open(
      this.value,
      this.limits,
      this.#place,
      {
        ...this.#ports,
        log: this.log,
        onSecrets: ({ known }) => {
          this.#hidden = known;
        },
      },
      signal,
    );
    this.#run = run;
    this.#seen = { health: 'unknown', drift: [] };
    this.#move({ type: 'came-up' });
    // It was stopped while it came up.
    if (this.#stopping.signal.aborted) await this.#closeRun();
  }

  async #keep(): Promise<void> {
    const { clock } = this.#ports;
    const { signal } = this.#stopping;
    const stopCron = this.#followSchedule();
    while (this.#state.phase !== 'stopped') {
      const state: Supervision = this.#state;
      switch (state.phase) {
        case 'starting':
          await this.#open(signal).catch((error: unknown) => this.#ended(messageOf(error)));
          break;
        case 'running':
          this.#ended(await this.#watch());
          await this.#closeRun();
          break;
        case 'waiting':
          await clock.sleep(state.until - clock.now().getTime(), signal);
          this.#move({ type: 'rested' });
          break;
      }
    }
    stopCron();
  }

  /** @returns why it ended */
  async #watch(): Promise<string> {
    const run = this.#run;
    if (run === undefined) return 'It did not start.';
    const over = new AbortController();
    const ended = run.process.ended.finally(() => over.abort());
    const either = AbortSignal.any([over.signal, this.#stopping.signal]);
    while (!either.aborted) {
      const seen = await this.#ask(run);
      if (!either.aborted) this.#see(seen);
      await this.#ports.clock.sleep(HEALTH_MS, either);
    }
    return ended;
  }

  async #ask({ process, dispatcher }: InstanceRun): Promise<Observation> {
    const { healthCheck } = this.value.runtime;
    const { timeoutMs } = this.limits;
    if (healthCheck === undefined || !healthCheck.startsWith('/')) {
      if (await process.ping(timeoutMs)) return { health: 'healthy', drift: [] };
      await process.kill(`It did not answer within ${timeoutMs} ms.`);
      return unhealthy('It did not answer.');
    }
    try {
      const { statusCode, body } = await dispatcher.request({
        ...{ path: healthCheck, method: 'GET', headers: { host: this.value.id } },
        signal: AbortSignal.timeout(timeoutMs),
      });
      await body.dump();
      return statusCode < 400
        ? { health: 'healthy', drift: [] }
        : unhealthy(`${healthCheck} answers ${statusCode}.`);
    } catch {
      await this.endIfStuck();
      return unhealthy(`${healthCheck} does not answer.`);
    }
  }

  #followSchedule(): () => void {
    const { schedule } = this.value.runtime;
    if (schedule === undefined) return () => {};
    let isUnderWay = false;
    const run = async (): Promise<void> => {
      // A time that comes while the call before goes on is left out.
      if (isUnderWay) return;
      isUnderWay = true;
      try {
        await this.#run?.process.runScheduled(schedule, this.#ports.clock.now(), this.limits.timeoutMs);
      } catch (error) {
        this.log.add(`The scheduled run failed: ${messageOf(error)}`);
        // It would go on beside the next one, on the same state.
        if (isTimeout(error))
          await this.#run?.process.kill(`Its scheduled run took longer than ${this.limits.timeoutMs} ms.`);
      } finally {
        isUnderWay = false;
      }
    };
    const task = scheduleByCron(schedule, run, {
      timezone: 'UTC',
      suppressMissedWarning: true,
    });
    return () => void task.destroy();
  }

  #ended(why: string): void {
    this.#move({ type: 'ended', why });
    if (this.#state.phase === 'waiting') this.log.add(`${why} It is started anew.`);
  }

  #see(seen: Observation): void {
    const isNews = seen.health !== this.#seen.health || seen.message !== this.#seen.message;
    this.#seen = seen;
    if (isNews) this.#onChange();
  }

  #move(event: SupervisionEvent): void {
    const { clock, random } = this.#ports;
    const before = this.#state;
    this.#state = supervise(before, event, clock.now().getTime(), { ...RESTARTS, random });
    if (this.#state.phase === 'waiting' && before.phase === 'running') this.#onChange();
  }

  async #closeRun(): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    await run?.close();
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function unhealthy(message: string): Observation {
  return { health: 'unhealthy', message, drift: [] };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
