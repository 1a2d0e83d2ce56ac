/** Parts of a value that are shorter than this stand in all kinds of texts. */
const SHORTEST_LINE = 8;

/** A text without the values of secrets, or the lines of one that has several. Another coding of a value is not found. */
export function hideSecrets(text: string, values: Iterable<string>): string {
  let shown = text;
  for (const value of values) {
    if (value === '') continue;
    shown = shown.replaceAll(value, '•••');
    if (value.includes('\n'))
      for (const line of value.split('\n').map((part) => part.trim()))
        if (line.length >= SHORTEST_LINE) shown = shown.replaceAll(line, '•••');
  }
  return shown;
}
