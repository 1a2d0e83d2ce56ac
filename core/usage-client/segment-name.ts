const NAME = /^events-(\d{12})\.jsonl$/;

export function segmentName(segment: number): string {
  return `events-${String(segment).padStart(12, '0')}.jsonl`;
}

/** @returns undefined where it is the name of another file */
export function parseSegmentName(name: string): number | undefined {
  const [, digits] = NAME.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
