import { splitHighlights } from './split-highlights.ts';

/** Text with the words of the search marked. */
export function Highlight({ text, query }: { text: string; query: string }) {
  let position = 0;
  return (
    <bdi>
      {splitHighlights(text, query).map((part) => {
        const key = position;
        position += part.text.length;
        return part.marked ? <mark key={key}>{part.text}</mark> : <span key={key}>{part.text}</span>;
      })}
    </bdi>
  );
}
