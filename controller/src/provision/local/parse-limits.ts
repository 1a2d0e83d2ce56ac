import { addDuration } from '@souk/model/lifecycle/add-duration.ts';

const units: Readonly<Record<string, number>> = {
  '': 1,
  ...{ k: 1e3, M: 1e6, G: 1e9, T: 1e12 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 },
};

/** Bytes of an amount as manifests write it, such as `128Mi`; undefined where there is none. */
export function parseMemoryBytes(text: string | undefined): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text ?? '') ?? [];
  const factor = units[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** Milliseconds of a length of time as manifests write it, such as `30s`; undefined where there is none. */
export function parseDurationMs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const start = new Date(0);
  return addDuration(start, text).getTime();
}
