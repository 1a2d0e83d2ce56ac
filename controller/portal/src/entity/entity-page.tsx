import '../search/skeleton.css';
import './entity-layout.css';
import { toApiProblem } from '../api/api-problem.ts';
import type { EntityDetail } from '../api/types.ts';
import { useEntity } from '../api/use-entity.ts';
import { NotFoundPage } from '../layout/not-found-page.tsx';
import { ProblemPanel } from '../parts/problem-panel.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { CollectionBody } from './collection-body.tsx';
import { EntityLayout, isUnread } from './entity-layout.tsx';
import { EntryBody } from './entry-body.tsx';
import { InstallationBody } from './installation-body.tsx';
import { OtherBody } from './other-body.tsx';
import { PriceBookBody } from './price-book-body.tsx';
import { ScopeCatalogBody } from './scope-catalog-body.tsx';
import { TeamBody } from './team-body.tsx';

export function EntityPage({ kind, id }: { kind: string; id: string }) {
  const { data, error, refetch } = useEntity(kind, id);
  usePageTitle(data ? (data.name ?? data.id) : undefined);
  if (data) return <EntityBody entity={data} />;
  if (!error) return <EntitySkeleton />;
  const problem = toApiProblem(error);
  if (problem.isNotFound) {
    return <NotFoundPage title={`There is no ${kind} “${id}”`} text={problem.message} />;
  }
  return (
    <div className="page entity-waiting">
      <ProblemPanel error={problem} onRetry={refetch} />
    </div>
  );
}

function EntityBody({ entity }: { entity: EntityDetail }) {
  // Without a good version there is nothing to say of it but what is wrong.
  if (isUnread(entity.manifest)) return <EntityLayout entity={entity} sections={[]} facts={[]} />;
  switch (entity.kind) {
    case 'App':
    case 'Connector':
      return <EntryBody entity={entity} />;
    case 'Team':
      return <TeamBody entity={entity} />;
    case 'Installation':
      return <InstallationBody entity={entity} />;
    case 'Collection':
      return <CollectionBody entity={entity} />;
    case 'ScopeCatalog':
      return <ScopeCatalogBody entity={entity} />;
    case 'PriceBook':
      return <PriceBookBody entity={entity} />;
    // Kinds come from the registry, which may know more of them than this portal.
    default:
      return <OtherBody entity={entity} />;
  }
}

function EntitySkeleton() {
  return (
    <div className="page entity-waiting" role="status" aria-label="Loading">
      <div className="skeleton" />
      <div className="skeleton" />
      <div className="skeleton" />
    </div>
  );
}
