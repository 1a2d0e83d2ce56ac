import { asWebAddress } from '../manifest/json-value.ts';
import type { Slo, Support } from '../manifest/parse-operations.ts';
import { formatDuration } from '../parts/format-duration.ts';
import { OutsideText } from '../parts/outside-text.tsx';
import { FactList } from './fact-list.tsx';
import { PanelPart } from './page-section.tsx';

export function hasSupport(support: Support, slos: Slo[]): boolean {
  return Boolean(support.sla || support.runbook || support.oncall || slos.length > 0);
}

export function SupportSection({ support, slos }: { support: Support; slos: Slo[] }) {
  const { sla, runbook, oncall } = support;
  return (
    <>
      {sla || runbook || oncall ? (
        <PanelPart title="When something breaks">
          <FactList
            wide
            facts={[
              { term: 'Promise', detail: sla },
              { term: 'Runbook', detail: runbook && <Place text={runbook} /> },
              { term: 'On call', detail: oncall && <Place text={oncall} /> },
            ]}
          />
        </PanelPart>
      ) : null}
      {slos.length > 0 ? (
        <PanelPart title="Service level objectives">
          <ul className="rows">
            {slos.map(({ name, objective, window, indicator }) => (
              <li key={name}>
                <span className="rows__name">{name}</span>
                <span className="rows__text">{indicator}</span>
                <span className="rows__end">
                  <strong>{objective}</strong>
                  {window ? <span className="faint"> over {formatDuration(window)}</span> : null}
                </span>
              </li>
            ))}
          </ul>
        </PanelPart>
      ) : null}
    </>
  );
}

function Place({ text }: { text: string }) {
  return asWebAddress(text) ? <OutsideText address={text} /> : <code>{text}</code>;
}
