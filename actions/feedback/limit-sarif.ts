import { gzipSync } from 'node:zlib';
import type { Finding } from '@souk/model/finding/finding.ts';
import type { Report } from '@souk/model/report/report.ts';
import { plural } from '../report/count-words.ts';
import { renderSarif } from '../report/render-sarif.ts';
import { gravestFirst } from './gravest-first.ts';

/** Results of one run that code scanning keeps. */
const MOST_RESULTS = 5000;
/** Bytes of a file for code scanning, compressed. */
const MOST_BYTES = 10_000_000;

export interface LimitedSarif {
  readonly sarif: string;
  /** What was left out, in words; undefined when nothing was. */
  readonly note: string | undefined;
}

/** SARIF within the limits of code scanning: the gravest findings. */
export function limitSarif(
  report: Report,
  limits = { results: MOST_RESULTS, bytes: MOST_BYTES },
): LimitedSarif {
  const ranked = gravestFirst(report.findings);
  for (let most = Math.min(ranked.length, limits.results); ; most = Math.floor(most / 2)) {
    const kept = new Set(ranked.slice(0, most));
    const sarif = renderSarif({
      ...report,
      findings: report.findings.filter((finding) => kept.has(finding)),
    });
    if (most === 0 || gzipSync(sarif).byteLength <= limits.bytes) {
      return { sarif, note: tellDropped(ranked.slice(most)) };
    }
  }
}

function tellDropped(dropped: readonly Finding[]): string | undefined {
  return dropped.length === 0
    ? undefined
    : `Code scanning takes no more: the ${plural(dropped.length, 'least grave finding')} of this report ${dropped.length === 1 ? 'is' : 'are'} not among its alerts.`;
}
