import { ShieldCheck } from 'lucide-react';
import '../parts/badge.css';
import './permission-list.css';
import { useManifestsOfKind } from '../api/use-manifests-of-kind.ts';
import { indexScopes, type ScopeMeaning } from '../manifest/index-scopes.ts';
import type { Permission } from '../manifest/parse-access.ts';
import { formatLabel } from '../parts/format-label.ts';
import { RiskMark } from '../parts/risk-mark.tsx';

/** What the entry may do, in the words of the scope catalog; the scope's own name where the catalog has no words. */
export function PermissionList({ permissions }: { permissions: Permission[] }) {
  const catalogs = useManifestsOfKind('ScopeCatalog');
  const meanings = indexScopes(catalogs);
  if (permissions.length === 0) {
    return (
      <div className="panel__part panel__empty permission__none">
        <ShieldCheck size={18} aria-hidden="true" />
        It asks for no permission.
      </div>
    );
  }
  return (
    <>
      {permissions.map((permission) => (
        <PermissionItem
          key={permission.name}
          permission={permission}
          meanings={meanings}
          hasCatalog={catalogs.length > 0}
        />
      ))}
    </>
  );
}

interface PermissionItemProps {
  permission: Permission;
  meanings: Map<string, ScopeMeaning>;
  hasCatalog: boolean;
}

function PermissionItem({ permission, meanings, hasCatalog }: PermissionItemProps) {
  return (
    <div className="panel__part permission">
      <div className="permission__head">
        <h3>
          <bdi>{formatLabel(permission.name)}</bdi>
        </h3>
        {permission.optional ? <span className="badge badge--outline">Optional</span> : null}
        {permission.type ? <span className="permission__type">by {formatLabel(permission.type)}</span> : null}
      </div>
      {permission.reason ? (
        <p className="permission__reason">
          <bdi>{permission.reason}</bdi>
        </p>
      ) : null}
      <ul className="permission__scopes">
        {permission.scopes.map((scope) => {
          const meaning = meanings.get(scope);
          return (
            <li key={scope}>
              <span className="permission__meaning">
                <bdi>{meaning?.description ?? (hasCatalog ? 'Not in the scope catalog' : 'Scope')}</bdi>
                <code>{scope}</code>
              </span>
              {meaning?.risk ? <RiskMark tier={meaning.risk} /> : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
