import { Link } from 'wouter';
import './badge.css';
import { formatLabel } from './format-label.ts';

interface ChipListProps {
  values: readonly string[];
  /** Filter of the search that each chip leads to. */
  filter?: string;
}

export function ChipList({ values, filter }: ChipListProps) {
  if (values.length === 0) return null;
  return (
    <span className="chips">
      {values.map((value) =>
        filter ? (
          <Link key={value} className="chip" href={`/?${new URLSearchParams({ [filter]: value })}`}>
            <bdi>{filter === 'tag' ? value : formatLabel(value)}</bdi>
          </Link>
        ) : (
          <bdi key={value} className="chip">
            {formatLabel(value)}
          </bdi>
        ),
      )}
    </span>
  );
}
