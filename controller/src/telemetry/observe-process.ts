import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Meter } from '@opentelemetry/api';
import { openInstruments } from './instruments.ts';

type EventLoopDelay = ReturnType<typeof monitorEventLoopDelay>;

const NANOSECONDS = 1e9;
const RESOLUTION_MS = 10;

/** Measures this process itself: processor, memory and how late its event loop is. Returns the way to stop. */
export function observeProcess(meter: Meter): () => void {
  const { gauge, total } = openInstruments(meter);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  total('process_cpu_seconds_total', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  gauge('process_resident_memory_bytes', () => [[process.memoryUsage.rss(), {}]]);
  gauge('process_start_time_seconds', () => [[performance.timeOrigin / 1_000, {}]]);
  gauge('nodejs_heap_used_bytes', () => [[process.memoryUsage().heapUsed, {}]]);
  gauge('nodejs_eventloop_delay_seconds', () => readDelay(delay));
  return () => void delay.disable();
}

function readDelay(delay: EventLoopDelay): (readonly [number, { readonly quantile: string }])[] {
  const read = [0.5, 0.9, 0.99].map((quantile) => {
    // The timer itself takes its resolution; only what comes on top is delay.
    const late = delay.percentile(quantile * 100) / NANOSECONDS - RESOLUTION_MS / 1_000;
    return [Math.max(0, late), { quantile: String(quantile) }] as const;
  });
  delay.reset();
  return read;
}
