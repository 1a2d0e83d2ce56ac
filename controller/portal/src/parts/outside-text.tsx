import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import './outside-text.css';
import { asWebAddress } from '../manifest/json-value.ts';

interface OutsideTextProps {
  address: string;
  children?: ReactNode;
}

/** A link that leaves the marketplace when `address` is a web address; else plain text. */
export function OutsideText({ address, children }: OutsideTextProps) {
  const href = asWebAddress(address);
  const text = children ?? address.replace(/^https?:\/\//, '');
  if (!href) return <bdi>{text}</bdi>;
  return (
    <a className="outside" href={href} target="_blank" rel="noopener noreferrer">
      <bdi>{text}</bdi>
      {/* A word joiner keeps the icon on the line of the last word. */}
      {'\u2060'}
      <ExternalLink size={12} aria-label="(opens in a new tab)" />
    </a>
  );
}
