/** Turns the lines and characters that parsers count, both from 0, into offsets. */
export function createOffsets(text: string): (line: number, character: number) => number {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (line, character) => Math.min((starts[line] ?? text.length) + character, text.length);
}
