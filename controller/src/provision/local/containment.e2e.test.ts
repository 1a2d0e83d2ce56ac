import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../testing/until.ts';
import { confinements } from './testing/confinements.ts';
import { HostileWorld } from './testing/hostile-world.ts';
import { serve } from './testing/local-world.ts';

const MIB = 2 ** 20;
/** The 64 MiB of the manifest, what the runtime takes, and what can be claimed between two looks. */
const MOST_HELD = (64 + 160 + 320) * MIB;

/** What hostile code can take: what it is given, and its neighbours do not notice. */
for (const confinement of confinements()) {
  describe(`hostile code in the local driver (${confinement}), which takes all there is`, () => {
    let world: HostileWorld;
    let good: Awaited<ReturnType<typeof serve>>;
    let [open, most] = [0, 0];

    beforeAll(async () => {
      good = await serve((_, outgoing) => {
        open += 1;
        most = Math.max(most, open);
        outgoing.once('close', () => {
          open -= 1;
        });
        setTimeout(() => outgoing.end('good'), 20);
      });
    });
    afterAll(() => good.close());
    beforeEach(async () => {
      most = 0;
      const routes = new Map(['good.example', 'db.example'].map((host) => [host, new URL(good.url)]));
      world = await HostileWorld.open({ confinement, routes, egress: ['good.example', 'db.example:5432'] });
    });
    afterEach(async () => {
      expect((await world.local.call('neighbour', '/')).text).toBe('here');
      await world.close();
    });

    it.each(['memory', 'strings', 'objects', 'wasm', 'shared'])(
      'is ended and begun anew when it takes memory: %s',
      async (what) => {
        const [[[answer, recoveredMs], neighbour], held] = await world.mostMemoryWhile(() =>
          world.whileNeighbourIsCalled(async () => {
            const answered = await world.attempt(what);
            return [answered, await world.local.untilAnswers('hostile')] as const;
          }),
        );
        expect(answer).toMatch(/^(502|503|504|418) /);
        expect(held).toBeLessThan(MOST_HELD);
        expect(neighbour).toMatchObject({ failed: 0 });
        expect(neighbour.calls).toBeGreaterThan(5);
        tell(`${what}: held ${Math.round(held / MIB)} MiB, answers again after ${recoveredMs} ms`, neighbour);
      },
    );

    it.each([
      ['loop', /^504 /],
      ['microtasks', /^504 /],
      ['regexp', /^504 /],
    ])('is ended and begun anew when it computes for ever: %s', async (what, expected) => {
      const [recoveredMs, neighbour] = await world.whileNeighbourIsCalled(async () => {
        expect(await world.attempt(what)).toMatch(expected);
        return world.local.untilAnswers('hostile');
      });
      expect(neighbour).toMatchObject({ failed: 0 });
      tell(`${what}: answers again after ${recoveredMs} ms`, neighbour);
    });

    it('is ended and begun anew when it computes for ever after it has answered', async () => {
      const before = await world.local.pidOf('hostile');
      expect(await world.attempt('later')).toBe('200 later');
      const [, neighbour] = await world.whileNeighbourIsCalled(() =>
        until(
          async () => {
            await world.local.call('hostile', '/');
            return world.local.pidOf('hostile');
          },
          (pid) => pid !== before,
        ),
      );
      expect(neighbour).toMatchObject({ failed: 0 });
      await world.local.untilAnswers('hostile');
    });

    it.each([
      ['recursion', /^418 refused: RangeError/],
      ['abort', /^(418|500|502) /],
    ])('harms nobody but itself: %s', async (what, expected) => {
      expect(await world.attempt(what)).toMatch(expected);
      await world.local.untilAnswers('hostile');
    });

    it('can not ask for everything at once', async () => {
      const [answer, neighbour] = await world.whileNeighbourIsCalled(() =>
        world.attempt('storm', 'https://good.example/', 3_000),
      );
      expect(answer).toMatch(/^(200 \d+|418|502|504)/);
      expect(most).toBeGreaterThan(0);
      expect(most).toBeLessThanOrEqual(64);
      expect(neighbour).toMatchObject({ failed: 0 });
      await world.local.untilAnswers('hostile');
      tell(`3,000 requests at once: ${answer}, ${most} at the same time`, neighbour);
    });

    it('can not hold more than so many connections', async () => {
      const answer = await world.attempt('manyTcp', 'db.example:5432', 300);
      expect(answer).toMatch(/^200 /);
      expect(Number(answer.slice(4))).toBeGreaterThan(0);
      expect(Number(answer.slice(4))).toBeLessThanOrEqual(32);
    });

    it('is not called by more than so many at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 80 }, () =>
          world.local.call('hostile', '/slow?ms=500').catch(() => ({ status: 0 })),
        ),
      );
      const count = (status: number): number => answers.filter((answer) => answer.status === status).length;
      expect([count(200), count(429)]).toEqual([64, 16]);
    });

    it('can not flood the log, or write what is no line of it', async () => {
      await attemptOk('logs');
      const logged = await until(
        () => world.local.logged.join(''),
        (text) => text.includes('left out'),
      );
      expect(world.local.logged.length).toBeLessThan(400);
      for (const line of world.local.logged) expect(() => JSON.parse(line)).not.toThrow();
      expect(logged).not.toContain('\u001b');
    });

    it('can not have us gather a line that never ends', async () => {
      const before = process.memoryUsage.rss();
      await world.attempt('longLog');
      await world.local.untilAnswers('hostile');
      expect(process.memoryUsage.rss() - before).toBeLessThan(120 * MIB);
      expect(Math.max(...world.local.logged.map((line) => line.length))).toBeLessThan(4_000);
    });

    it('can not keep more than so much, and keeps on with less', async () => {
      // What is copied on its way takes memory as well.
      await world.apply({
        runtime: { type: 'function', entry: 'main.js', resources: { timeout: '10s', memory: '512Mi' } },
      });
      let entries = 0;
      const [full, neighbour] = await world.whileNeighbourIsCalled(() =>
        until(
          async () => {
            const answer = await world.attempt('fill', entries, entries + 20);
            entries += 20;
            return answer;
          },
          (answer) => answer !== '200 kept',
        ),
      );
      expect(full).toMatch(/^418 .*The state is full: it holds 256 MiB at most\./);
      expect(entries).toBeGreaterThan(100);
      expect(entries).toBeLessThan(180);
      expect(neighbour).toMatchObject({ failed: 0 });
      expect(await world.attempt('put', 'small', 'x'.repeat(3_000_000))).toMatch(/^418 .*2 MB at most/);
      await until(
        () => world.attempt('clear'),
        (text) => text === '200 cleared',
      );
      expect(await world.attempt('fill', 0, 5)).toBe('200 kept');
    });

    it('can not record more than anybody can keep', async () => {
      const begun = performance.now();
      const answer = await world.attempt('manyUsages', 2_000);
      const seconds = Math.ceil((performance.now() - begun) / 1_000) + 1;
      expect(world.local.usage.length).toBeLessThanOrEqual(200 * seconds);
      expect(answer).toMatch(/^(200 \d+|418|502|504)/);
      // Where it took too long, it is begun anew, at any moment from now.
      await until(
        () => world.attempt('usage', { id: 'x'.repeat(5 * MIB), metric: 'alerts' }),
        (text) => text.startsWith('418 '),
        15_000,
      );
    });

    it.each([
      ['headers that never end', '/headers?bytes=5000000', 502],
      ['headers of a size that is taken', '/headers?bytes=1000', 200],
    ])('is answered by us when it answers with %s', async (_, path, status) => {
      expect((await world.local.call('hostile', path)).status).toBe(status);
    });

    it('is cut off when its answer does not end in time', async () => {
      await expect(world.local.call('hostile', '/endless')).rejects.toThrow(TypeError);
      const half = await world.local.call('hostile', '/half').catch(() => ({ status: 504 }));
      expect(half.status).toBe(504);
      await world.local.untilAnswers('hostile');
    });

    it('is not sent more than so much', async () => {
      const large = new Uint8Array(11 * MIB);
      const chunked = new ReadableStream({
        start: (controller) => {
          for (let i = 0; i < 11; i += 1) controller.enqueue(large.subarray(0, MIB));
          controller.close();
        },
      });
      for (const body of [large, chunked]) {
        const answer = await world.local
          .call('hostile', '/sink', { method: 'PUT', body, duplex: 'half' } as RequestInit)
          // Whoever goes on sending may find the connection closed.
          .catch(() => ({ status: 413 }));
        expect(answer.status).toBe(413);
      }
    });

    it('goes on answering others while some send slowly', async () => {
      const url = new URL(await world.local.gatewayUrl());
      const heads = Array.from({ length: 64 }, () => {
        const socket = connect(Number(url.port), url.hostname, () =>
          socket.write('POST /hostile/sink HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nx'),
        );
        const told = Promise.withResolvers<string>();
        socket.once('data', (chunk) => told.resolve(String(chunk)));
        return { socket, told: told.promise };
      });
      await Promise.all(heads.map(({ socket }) => once(socket, 'connect')));
      expect(await world.local.call('hostile', '/slow?ms=1')).toMatchObject({ status: 200 });
      for (const { socket, told } of heads) {
        expect(await told).toMatch(/^HTTP\/1\.1 408 /);
        socket.destroy();
      }
    });

    it('is sent one request for one, however the first is written', async () => {
      const url = new URL(await world.local.gatewayUrl());
      const raw = [
        'POST /hostile/slow?ms=1 HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
        'GET /neighbour/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
      ].join('');
      const answer = await new Promise<string>((resolve) => {
        let text = '';
        const socket = connect(Number(url.port), url.hostname, () => socket.write(raw));
        socket.on('data', (chunk) => {
          text += chunk;
        });
        socket.once('close', () => resolve(text));
      });
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).not.toContain('here');
    });

    const attemptOk = async (what: string): Promise<void> => expect(await world.attempt(what)).toBe('200 ok');

    const tell = (what: string, { calls, slowestMs }: { calls: number; slowestMs: number }): void => {
      process.stdout.write(
        `${confinement}, ${what}; ${calls} calls of its neighbour, the slowest ${slowestMs} ms\n`,
      );
    };
  });
}
