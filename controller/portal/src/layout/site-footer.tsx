import type { ReactNode } from 'react';
import './site-footer.css';
import type { RegistryStatus } from '../api/types.ts';
import { useStatus } from '../api/use-status.ts';
import { RelativeTime } from '../parts/relative-time.tsx';

const sourceNotes: Record<RegistryStatus['source'], ReactNode> = {
  git: null,
  worktree: <span>working tree, uncommitted changes included</span>,
  folder: <span>folder outside Git</span>,
};

const states: Record<RegistryStatus['state'], string> = {
  synced: 'In sync',
  syncing: 'Syncing',
  failed: 'Sync failed',
};

/** Says how true the pages are: the revision they show, and when the registry last agreed with Git. */
export function SiteFooter() {
  const { data, isError } = useStatus();
  return (
    <footer className="site-footer">
      <div className="page site-footer__row">
        {data ? <SyncLine status={data} /> : <p>{isError ? 'The registry’s state is not known.' : ' '}</p>}
        {data ? (
          <p>
            {data.entities.total.toLocaleString('en')} entities
            {data.entities.stalled > 0 ? `, ${data.entities.stalled} with problems` : ''}
            {describeUnreadable(data)} · <a href="/openapi.json">API</a>
          </p>
        ) : null}
      </div>
    </footer>
  );
}

function SyncLine({ status }: { status: RegistryStatus }) {
  return (
    <p className="sync">
      <span className={`sync__dot sync__dot--${status.state}`} aria-hidden="true" />
      <strong>{states[status.state]}</strong>
      {sourceNotes[status.source]}
      {status.commit ? (
        <span>
          revision <code title={status.commit}>{status.commit.slice(0, 8)}</code>
          {status.branch ? ` on ${status.branch}` : ''}
        </span>
      ) : null}
      {status.syncedAt ? (
        <span>
          · <RelativeTime date={status.syncedAt} />
        </span>
      ) : null}
      {status.error ? <span>· {status.error}</span> : null}
    </p>
  );
}

function describeUnreadable({ unreadable = [] }: RegistryStatus): string {
  if (unreadable.length === 0) return '';
  return `, ${unreadable.length} unreadable ${unreadable.length === 1 ? 'file' : 'files'}`;
}
