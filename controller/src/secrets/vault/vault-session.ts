import type { Clock } from '../../clock.ts';
import { retryDelay } from '../../retry-delay.ts';
import { type GrantedToken, grantedToken, logInToVault } from './log-in-to-vault.ts';
import type { VaultAnswer, VaultRequest, VaultWire } from './send-to-vault.ts';
import { sleepUntil } from './sleep-until.ts';
import type { VaultConfig } from './vault-config.ts';
import { VaultError } from './vault-error.ts';

export interface SessionPorts {
  readonly wire: VaultWire;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Told of what an operator has to know; it holds no secrets. */
  readonly tell: (problem: string) => void;
}

/** An answer, and when the token that it was given to is no longer ours: what was leased by it ends with it. */
export interface SessionAnswer extends VaultAnswer {
  readonly tokenEnded: AbortSignal;
}

interface Token extends GrantedToken {
  readonly since: number;
  readonly ended: AbortController;
}

const ATTEMPTS = 4;
const HASTY = { firstMs: 250, longestMs: 2_000 };
const CALM = { firstMs: 5_000, longestMs: 60_000 };
/** The vault is away, sealed, too busy, or this server of it has not heard yet of what another one has written. */
const PASSING: readonly number[] = [412, 429, 500, 502, 503, 504];
/** Where a role may not look at its own token, a login for each refusal would be too much. */
const LOGIN_GAP_MS = 10_000;

/**
 * Asks the vault with a token that is kept alive: renewed at two thirds of its time, and replaced by a new login when it
 * can't be renewed any more or is not accepted.
 */
export class VaultSession {
  readonly #login: VaultConfig['login'];
  readonly #ports: SessionPorts;
  readonly #closed = new AbortController();
  #current: Promise<Token> | undefined;

  constructor(login: VaultConfig['login'], ports: SessionPorts) {
    this.#login = login;
    this.#ports = ports;
  }

  /** @throws {VaultError} `unreachable`, or `denied` when there is no way in; other refusals are answers */
  async ask(request: VaultRequest): Promise<SessionAnswer> {
    const token = await this.#token();
    const answer = await this.#patiently({ ...request, token: token.id });
    if (answer.status !== 403 || !(await this.#isSpent(token)))
      return { ...answer, tokenEnded: token.ended.signal };
    const next = await this.#replace(token);
    return { ...(await this.#patiently({ ...request, token: next.id })), tokenEnded: next.ended.signal };
  }

  /** Gives up the token, and with it all that is left of what was leased by it; one from the configuration is not ours. */
  async close(signal: AbortSignal): Promise<void> {
    const token = await this.#current?.catch(() => undefined);
    this.#closed.abort();
    if (token === undefined || this.#login.method === 'token') return;
    const revoke = { method: 'POST', path: 'auth/token/revoke-self', token: token.id, body: {} } as const;
    await this.#ports.wire.send(revoke, signal).catch(() => undefined);
  }

  #token(): Promise<Token> {
    if (this.#current !== undefined) return this.#current;
    const begun = this.#begin();
    this.#current = begun;
    begun.catch(() => {
      if (this.#current === begun) this.#current = undefined;
    });
    return begun;
  }

  async #begin(): Promise<Token> {
    const granted = await logInToVault(this.#login, (request) => this.#patiently(request));
    const token = { ...granted, since: this.#ports.clock.now().getTime(), ended: new AbortController() };
    void this.#keep(token);
    return token;
  }

  /** Another token in place of this one, unless somebody else has got one already. */
  async #replace(token: Token): Promise<Token> {
    const current = await this.#token();
    if (current !== token) return current;
    const begun = this.#begin();
    const previous = this.#current;
    this.#current = begun;
    try {
      const next = await begun;
      token.ended.abort();
      return next;
    } catch (error) {
      // The old one may live on: what failed may have been the way.
      if (this.#current === begun) this.#current = previous;
      throw error;
    }
  }

  /** Whether a refusal was about the token and not about the place: the vault answers both alike. */
  async #isSpent({ id, since }: Token): Promise<boolean> {
    if (this.#login.method === 'token') return false;
    const look = { method: 'GET', path: 'auth/token/lookup-self', token: id } as const;
    if ((await this.#patiently(look)).status !== 403) return false;
    return this.#ports.clock.now().getTime() - since >= LOGIN_GAP_MS;
  }

  async #keep(token: Token): Promise<void> {
    const { clock, random, tell } = this.#ports;
    const { lifeMs: wholeMs } = token;
    if (wholeMs === undefined) return;
    const over = AbortSignal.any([token.ended.signal, this.#closed.signal]);
    let dueAt = token.since + (wholeMs * 2) / 3;
    for (let failures = 0; ; ) {
      await sleepUntil(clock, dueAt, over);
      if (over.aborted) return;
      try {
        const leftMs = await this.#renew(token);
        // Near the most that it may live, each renewal gives less.
        if (leftMs === undefined || leftMs < wholeMs / 2) {
          if (this.#login.method === 'token')
            return tell(
              'The token of SOUK_VAULT_TOKEN comes to its end and can not be renewed: set another.',
            );
          await this.#replace(token);
          return;
        }
        failures = 0;
        dueAt = clock.now().getTime() + (leftMs * 2) / 3;
      } catch (error) {
        if (!(error instanceof VaultError)) throw error;
        if (over.aborted) return;
        if (failures === 0) tell(`The token for the vault can not be renewed: ${error.message}`);
        failures += 1;
        dueAt = clock.now().getTime() + retryDelay(failures, { ...CALM, random });
      }
    }
  }

  /** @returns milliseconds that it lives from now on; undefined when it can't be renewed */
  async #renew({ id, renewable }: Token): Promise<number | undefined> {
    if (!renewable) return undefined;
    const answer = await this.#patiently({
      ...{ method: 'POST', path: 'auth/token/renew-self', token: id, body: {} },
    });
    if (answer.status >= 500) throw new VaultError('unreachable', `the vault answered ${answer.status}.`);
    return grantedToken(answer)?.lifeMs;
  }

  async #patiently(request: VaultRequest): Promise<VaultAnswer> {
    const { wire, clock, random } = this.#ports;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await wire.send(request, this.#closed.signal).catch(onlyUnreachable);
      const passing = outcome instanceof VaultError || PASSING.includes(outcome.status);
      if (!passing) return outcome;
      if (attempt === ATTEMPTS || this.#closed.signal.aborted) {
        if (outcome instanceof VaultError) throw outcome;
        return outcome;
      }
      await clock.sleep(retryDelay(attempt, { ...HASTY, random }), this.#closed.signal);
    }
  }
}

function onlyUnreachable(error: unknown): VaultError {
  if (error instanceof VaultError) return error;
  throw error;
}
