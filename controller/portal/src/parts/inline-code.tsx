/** Text of the checks, whose words between backticks are code. */
export function InlineCode({ text }: { text: string }) {
  let position = 0;
  return (
    <bdi>
      {text.split('`').map((part, index) => {
        const key = position;
        position += part.length + 1;
        return index % 2 === 1 ? <code key={key}>{part}</code> : <span key={key}>{part}</span>;
      })}
    </bdi>
  );
}
