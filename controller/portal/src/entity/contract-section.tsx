import type { Contract, Contracts } from '../manifest/parse-contracts.ts';
import { EntityLink } from '../parts/entity-link.tsx';
import { PanelPart } from './page-section.tsx';

export interface ContractSectionProps {
  contracts: Contracts;
  /** Kind of the app or connector with an id, as the registry resolved it. */
  kindOf: (id: string) => string | undefined;
}

export function hasContracts(contracts: Contracts): boolean {
  return Object.values(contracts).some((list: Contract[]) => list.length > 0);
}

export function ContractSection({ contracts, kindOf }: ContractSectionProps) {
  const parts: [title: string, list: Contract[]][] = [
    ['Takes', contracts.inputs],
    ['Gives', contracts.outputs],
    ['APIs it offers', contracts.providedApis],
    ['APIs it uses', contracts.consumedApis],
    ['Events it sends', contracts.producedEvents],
    ['Events it listens to', contracts.consumedEvents],
  ];
  return (
    <>
      {parts.map(([title, list]) =>
        list.length > 0 ? (
          <PanelPart key={title} title={title}>
            <ul className="rows">
              {list.map((contract) => (
                <ContractRow key={contract.name} contract={contract} kindOf={kindOf} />
              ))}
            </ul>
          </PanelPart>
        ) : null,
      )}
    </>
  );
}

function ContractRow({ contract, kindOf }: { contract: Contract; kindOf: ContractSectionProps['kindOf'] }) {
  const { name, version, description, document, app } = contract;
  const kind = app ? kindOf(app) : undefined;
  return (
    <li>
      <code className="rows__name">{name}</code>
      {version ? <span className="faint">{version}</span> : null}
      <span className="rows__text">
        {description ? <bdi>{description}</bdi> : null}
        {app ? (
          <>
            from{' '}
            {kind ? (
              <EntityLink kind={kind} id={app}>
                {app}
              </EntityLink>
            ) : (
              <bdi>{app}</bdi>
            )}
          </>
        ) : null}
      </span>
      {document ? <code className="rows__end faint">{document}</code> : null}
    </li>
  );
}
