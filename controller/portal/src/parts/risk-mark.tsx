import type { RiskTier } from '../api/types.ts';
import './badge.css';

const barsOf: Record<RiskTier, number> = { low: 1, medium: 2, high: 3 };
const labels: Record<RiskTier, string> = { low: 'Low risk', medium: 'Medium risk', high: 'High risk' };

/** A tier as rising bars and words, so that it never rests on colour alone. */
export function RiskMark({ tier }: { tier: RiskTier }) {
  return (
    <span className={`risk risk--${tier}`}>
      <svg width="13" height="12" viewBox="0 0 13 12" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            className={bar < barsOf[tier] ? 'risk__bar risk__bar--on' : 'risk__bar'}
            x={bar * 5}
            y={8 - bar * 4}
            width="3"
            height={4 + bar * 4}
            rx="1"
          />
        ))}
      </svg>
      {labels[tier]}
    </span>
  );
}
