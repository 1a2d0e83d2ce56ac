import './badge.css';
import { formatLabel } from './format-label.ts';

const looks: Record<string, string> = {
  proposed: 'badge--outline',
  vetted: 'badge--info',
  published: 'badge--good',
  'maintenance-required': 'badge--warn',
  deprecated: 'badge--bad',
  retired: 'badge--outline',
};

export function StageBadge({ stage }: { stage: string }) {
  return <span className={`badge ${looks[stage] ?? ''}`}>{formatLabel(stage)}</span>;
}
