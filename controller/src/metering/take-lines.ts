import type { ParsedEvent } from '@souk/model/metering/parse-event.ts';
import { parseEventLine } from '@souk/model/metering/parse-event-body.ts';
import type { EventResult } from './event-result.ts';
import type { Metering } from './open-metering.ts';
import { type EventLine, splitEventLines } from './split-event-lines.ts';

/** What has become of one line. */
export interface LineResult extends EventResult {
  readonly index: number;
}

/** Counts the events of a stream portion by portion, each once there is room for it, and tells what has become of them. */
export async function* takeLines(
  body: AsyncIterable<Uint8Array>,
  installation: string,
  { admission, take }: Pick<Metering, 'admission' | 'take'>,
): AsyncGenerator<readonly LineResult[]> {
  for await (const lines of splitEventLines(body)) {
    const place = await admission.enterWhenFree(installation, lines.length);
    let results: readonly EventResult[];
    try {
      results = await take(installation, lines.map(parseLine));
    } finally {
      place.leave();
    }
    yield results.map((result, i) => ({ index: lines[i]?.index ?? 0, ...result }));
  }
}

function parseLine({ text }: EventLine): ParsedEvent {
  if (text !== undefined) return parseEventLine(text);
  const detail = 'Expected a line of UTF-8 of at most 16 KiB.';
  return { ok: false, id: undefined, refusal: { code: 'invalid', at: '', detail } };
}
