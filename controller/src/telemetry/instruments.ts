import type { Meter, MetricAttributes, MetricOptions } from '@opentelemetry/api';
import {
  type CounterName,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
  type Metric,
  type MetricName,
  metrics,
} from './metrics.ts';

/** The metrics of the catalogue, each written to by its name with exactly its labels. */
export interface Instruments {
  count<N extends CounterName>(name: N, value: number, labels: LabelsOf<N>): void;
  record<N extends HistogramName>(name: N, value: number, labels: LabelsOf<N>): void;
  /** Reads the values of a gauge, each with its labels, whenever metrics are collected. */
  gauge<N extends GaugeName>(
    name: N,
    read: () => Iterable<readonly [value: number, labels: LabelsOf<N>]>,
  ): void;
  /** Reads a total that somebody else counts. */
  total<N extends CounterName>(name: N, read: () => number): void;
}

export function openInstruments(meter: Meter): Instruments {
  const counters = memoise((name) => meter.createCounter(name, optionsOf(name)));
  const histograms = memoise((name) => meter.createHistogram(name, optionsOf(name)));
  return {
    count: (name, value, labels) => counters(name).add(value, labels),
    record: (name, value, labels) => histograms(name).record(value, labels),
    gauge: (name, read) => {
      const shown = new Map<string, MetricAttributes>();
      meter.createObservableGauge(name, optionsOf(name)).addCallback((result) => {
        const gone = new Map(shown);
        for (const [value, labels] of read()) {
          const key = JSON.stringify(labels);
          gone.delete(key);
          shown.set(key, labels);
          result.observe(value, labels);
        }
        // A series that is not told about any more would keep its last value for good.
        for (const labels of gone.values()) result.observe(0, labels);
      });
    },
    total: (name, read) =>
      meter.createObservableCounter(name, optionsOf(name)).addCallback((result) => result.observe(read())),
  };
}

function optionsOf(name: MetricName): MetricOptions {
  const { description, buckets }: Metric = metrics[name];
  return {
    description,
    ...(buckets === undefined ? {} : { advice: { explicitBucketBoundaries: [...buckets] } }),
  };
}

function memoise<T>(create: (name: MetricName) => T): (name: MetricName) => T {
  const made = new Map<MetricName, T>();
  return (name) => {
    const found = made.get(name) ?? create(name);
    made.set(name, found);
    return found;
  };
}
