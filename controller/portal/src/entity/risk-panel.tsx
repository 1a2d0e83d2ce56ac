import './page-section.css';
import './risk-panel.css';
import type { RiskReason, RiskTier } from '../api/types.ts';
import { RiskMark } from '../parts/risk-mark.tsx';

export function RiskPanel({ tier, reasons }: { tier: RiskTier; reasons: RiskReason[] }) {
  return (
    <section id="risk" className="panel risk-panel" aria-labelledby="risk-title">
      <h2 id="risk-title">
        <RiskMark tier={tier} />
      </h2>
      {reasons.length > 0 ? (
        <ul>
          {reasons.map(({ rule, path, text }) => (
            <li key={`${rule}:${path}`}>
              <bdi>{text}</bdi>
              <code title={rule}>{path || rule}</code>
            </li>
          ))}
        </ul>
      ) : (
        <p className="panel__empty">No rule raised it above this tier.</p>
      )}
    </section>
  );
}
