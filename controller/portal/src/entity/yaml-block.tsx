import { useQuery } from '@tanstack/react-query';
import './yaml-block.css';
import { CopyButton } from '../parts/copy-button.tsx';
import { splitYamlLines, type YamlLine } from './split-yaml-lines.ts';

interface YamlBlockProps {
  value: unknown;
  /** What the block holds, for screen readers and the copy button. */
  label: string;
}

export function YamlBlock({ value, label }: YamlBlockProps) {
  const { data: yaml } = useQuery({
    queryKey: ['yaml', value],
    queryFn: () => renderYaml(value),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  return (
    <div className="yaml">
      {yaml === undefined ? (
        <div className="yaml__waiting" />
      ) : (
        <>
          <div className="yaml__copy">
            <CopyButton text={yaml} label={`Copy ${label}`} />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the block scrolls, so the keyboard must reach it */}
          <section className="yaml__text" tabIndex={0} aria-label={label}>
            <pre>
              <code>{renderLines(splitYamlLines(yaml))}</code>
            </pre>
          </section>
        </>
      )}
    </div>
  );
}

async function renderYaml(value: unknown): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(value, { lineWidth: 100, blockQuote: 'literal' }).trimEnd();
}

function renderLines(lines: YamlLine[]) {
  return lines.map(({ indent, key, rest }, number) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
    <span key={number}>
      {indent}
      <span className="yaml__key">{key}</span>
      {`${rest}\n`}
    </span>
  ));
}
