const measures: readonly RegExp[] = [
  /\s*\b(?:after|within|in|for) \d+(?:\.\d+)? ?(?:ms|milliseconds?|s|secs?|seconds?)\b/gi,
  /\s*\bwith \d+(?: out of \d+)? bytes received/gi,
  /\b\d+ bytes of body are still expected/gi,
  /\s*\bstream \d+(?= was not closed)/gi,
];

/** The text without what is another number each time: the same failure says the same twice. */
export function leaveOutMeasures(text: string): string {
  return measures.reduce((rest, measure) => rest.replace(measure, ''), text);
}
