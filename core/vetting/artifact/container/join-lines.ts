/**
 * A shell command of several lines as the builder hands it to the shell, with every character where it was: comment lines,
 * empty lines and escaped line ends become spaces.
 */
export function joinLines(text: string, continuation: string): string {
  return text
    .split('\n')
    .map((line, i, lines) => {
      const isLast = i === lines.length - 1;
      const end = isLast ? '' : '\n';
      if (i > 0 && /^\s*(?:#|$)/.test(line)) return ' '.repeat(line.length + end.length);
      const written = line.trimEnd();
      return written.endsWith(continuation)
        ? `${written.slice(0, -1)}${' '.repeat(line.length - written.length + 1 + end.length)}`
        : `${line}${end}`;
    })
    .join('');
}
