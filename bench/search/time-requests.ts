import { Agent, get } from 'node:http';

export interface Latency {
  readonly p50: number;
  readonly p95: number;
}

/**
 * Asks one question after the other over one connection, and times each until its answer is whole.
 * @throws when an answer is anything but 200: what is not asked anew, or refused, is no measurement
 */
export async function timeRequests(url: string, paths: readonly string[]): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const samples: number[] = [];
    for (const path of paths) samples.push(await timeRequest(new URL(path, url), agent));
    return latencyOf(samples);
  } finally {
    agent.destroy();
  }
}

function timeRequest(url: URL, agent: Agent): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`${url.pathname}${url.search} was answered with HTTP ${response.statusCode}.`));
      });
    }).on('error', reject);
  });
}

function latencyOf(samples: readonly number[]): Latency {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95) };
}
