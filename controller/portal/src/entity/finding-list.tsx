import '../parts/badge.css';
import './finding-list.css';
import type { Finding } from '../api/types.ts';
import { asWebAddress } from '../manifest/json-value.ts';
import { EntityLink } from '../parts/entity-link.tsx';
import { InlineCode } from '../parts/inline-code.tsx';
import { OutsideText } from '../parts/outside-text.tsx';

const levels: Record<Finding['level'], { look: string; label: string }> = {
  error: { look: 'badge--bad', label: 'Error' },
  deny: { look: 'badge--bad', label: 'Denied' },
  warn: { look: 'badge--warn', label: 'Warning' },
  notice: { look: 'badge--info', label: 'Notice' },
};

export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ul className="findings">
      {findings.map((finding) => {
        const { path, line, column } = finding.location;
        const { look, label } = levels[finding.level];
        return (
          <li
            key={`${finding.rule}:${path}:${line}:${column}:${finding.message}`}
            className="panel__part finding"
          >
            <div className="finding__head">
              {finding.waivedBy === undefined ? (
                <span className={`badge ${look}`}>{label}</span>
              ) : (
                <EntityLink kind="Waiver" id={finding.waivedBy} className="badge badge--info">
                  Waived
                </EntityLink>
              )}
              {asWebAddress(finding.docs) ? (
                <OutsideText address={finding.docs}>
                  <code>{finding.rule}</code>
                </OutsideText>
              ) : (
                <code className="faint">{finding.rule}</code>
              )}
            </div>
            <p className="finding__message">
              <InlineCode text={finding.message} />
            </p>
            {finding.help ? (
              <p className="finding__help">
                <InlineCode text={finding.help} />
              </p>
            ) : null}
            <code className="finding__place">
              {path}:{line}:{column}
            </code>
          </li>
        );
      })}
    </ul>
  );
}
