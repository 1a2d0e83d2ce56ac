import { NO_COST_CENTER, type Trace } from '@souk/model/billing/statement.ts';

/** Where a number comes from: addresses within the API. */
export interface TraceLinks {
  /** The rollups, or what else the number is made of. */
  readonly source: string;
  /** The events behind them; undefined where there are none. */
  readonly events: string | undefined;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Where a reader finds what a part of a line is made of; undefined for what is made of other lines. */
export function traceLinks(trace: Trace): TraceLinks | undefined {
  const { source, installation, version, metric, costCenter, billedPeriod } = trace;
  const from = floor(trace.from);
  const to = ceil(trace.to);
  const granularity = from % DAY_MS === 0 && to % DAY_MS === 0 ? 'day' : 'total';
  const window = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const whom = { installation, version, costCenter: costCenter === NO_COST_CENTER ? null : costCenter };
  switch (source) {
    case 'usage':
      return {
        // What nobody pays for can't be asked for: it is told apart instead.
        source: link('/api/v1/usage', {
          ...{ ...whom, metric, ...window, billedPeriod, granularity },
          groupBy: whom.costCenter === null ? 'costCenter' : null,
        }),
        events: link('/api/v1/usage/events', { installation, metric, ...window, billedPeriod }),
      };
    case 'seats':
      return {
        source: link('/api/v1/usage', { installation, ...window, billedPeriod, granularity: 'total' }),
        events: undefined,
      };
    case 'instances':
    case 'presence':
      return { source: link('/api/v1/billing/presences', { installation, ...window }), events: undefined };
    case 'price-book':
      return { source: link('/api/v1/entities', { kind: 'PriceBook' }), events: undefined };
    case 'lines':
      return undefined;
  }
}

function link(path: string, query: Readonly<Record<string, string | null>>): string {
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
  return `${path}?${parameters}`;
}

function floor(time: string): number {
  const at = Date.parse(time);
  return at - (at % HOUR_MS);
}

function ceil(time: string): number {
  return Math.ceil(Date.parse(time) / HOUR_MS) * HOUR_MS;
}
