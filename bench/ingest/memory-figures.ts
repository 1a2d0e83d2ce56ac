import { summarise } from '../policy/summarise.ts';

/** Memory of a process while it worked, in megabytes. */
export interface MemoryFigures {
  readonly medianMB: number;
  readonly maxMB: number;
  /** Medians while the first and the last tenth of the work was done. */
  readonly firstMB: number;
  readonly lastMB: number;
  readonly growthPercent: number;
}

export interface MemorySample {
  /** Of the work, from 0 to 1. */
  readonly done: number;
  readonly megabytes: number;
}

export function memoryFigures(samples: readonly MemorySample[]): MemoryFigures {
  const all = summarise(samples.map(({ megabytes }) => megabytes));
  const first = medianWhere(samples, ({ done }) => done <= 0.1) ?? samples[0]?.megabytes ?? Number.NaN;
  const last = medianWhere(samples, ({ done }) => done >= 0.9) ?? samples.at(-1)?.megabytes ?? Number.NaN;
  return {
    medianMB: Math.round(all.median),
    maxMB: Math.round(all.max),
    firstMB: Math.round(first),
    lastMB: Math.round(last),
    growthPercent: Math.round((last / first - 1) * 1_000) / 10,
  };
}

function medianWhere(
  samples: readonly MemorySample[],
  holds: (sample: MemorySample) => boolean,
): number | undefined {
  const chosen = samples.filter(holds).map(({ megabytes }) => megabytes);
  return chosen.length === 0 ? undefined : summarise(chosen).median;
}
