import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { entityPath } from './entity-path.ts';

interface EntityLinkProps {
  kind: string;
  id: string;
  className?: string;
  children: ReactNode;
}

/** A link to an entity's page; its text is isolated, so that right-to-left names do not disturb what stands around. */
export function EntityLink({ kind, id, className, children }: EntityLinkProps) {
  return (
    <Link href={entityPath(kind, id)} {...(className ? { className } : {})}>
      <bdi>{children}</bdi>
    </Link>
  );
}
