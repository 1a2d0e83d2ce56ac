import type { EntityDetail } from '../api/types.ts';
import { asText } from '../manifest/json-value.ts';
import { parseDataUse, parseEgress, parsePermissions, parseSecrets } from '../manifest/parse-access.ts';
import { parseContracts } from '../manifest/parse-contracts.ts';
import { parseBilling, parseSlos, parseSupport } from '../manifest/parse-operations.ts';
import { ContractSection, hasContracts } from './contract-section.tsx';
import { DataSection } from './data-section.tsx';
import { EntityLayout } from './entity-layout.tsx';
import { entryFacts } from './entry-facts.tsx';
import { Markdown } from './markdown.tsx';
import type { PageSectionContent } from './page-section.tsx';
import { PermissionList } from './permission-list.tsx';
import { PriceList } from './price-list.tsx';
import { SecretList } from './secret-list.tsx';
import { hasSupport, SupportSection } from './support-section.tsx';

/** The page of an app or a connector. */
export function EntryBody({ entity }: { entity: EntityDetail }) {
  const sections = [
    ...aboutSection(entity),
    ...accessSections(entity),
    ...contractSection(entity),
    ...operationSections(entity),
  ];
  return <EntityLayout entity={entity} sections={sections} facts={entryFacts(entity)} />;
}

/** The description, unless it only repeats the summary that the header shows. */
export function aboutSection({ manifest, summary }: EntityDetail): PageSectionContent[] {
  const description = asText(manifest['description']);
  if (!description || description.trim() === summary?.trim()) return [];
  const content = (
    <div className="panel__part">
      <Markdown text={description} />
    </div>
  );
  return [{ id: 'about', title: 'About', content }];
}

function accessSections({ manifest }: EntityDetail): PageSectionContent[] {
  const secrets = parseSecrets(manifest['secrets']);
  return [
    {
      id: 'permissions',
      title: 'What it may do',
      short: 'Permissions',
      hint: 'Granted to each installation, and to nothing beyond it.',
      content: <PermissionList permissions={parsePermissions(manifest['permissions'])} />,
    },
    {
      id: 'data',
      title: 'Data and network',
      short: 'Data',
      content: <DataSection data={parseDataUse(manifest['data'])} egress={parseEgress(manifest['egress'])} />,
    },
    ...(secrets.length > 0
      ? [
          {
            id: 'secrets',
            title: 'Secrets it needs',
            short: 'Secrets',
            content: <SecretList secrets={secrets} />,
          },
        ]
      : []),
  ];
}

function contractSection({ manifest, references }: EntityDetail): PageSectionContent[] {
  const contracts = parseContracts(manifest);
  if (!hasContracts(contracts)) return [];
  const kindOf = (id: string) =>
    references.find(
      (reference) =>
        reference.id === id && reference.exists !== false && ['App', 'Connector'].includes(reference.kind),
    )?.kind;
  const content = <ContractSection contracts={contracts} kindOf={kindOf} />;
  return [{ id: 'contracts', title: 'APIs and events', content }];
}

function operationSections({ manifest }: EntityDetail): PageSectionContent[] {
  const billing = parseBilling(manifest['billing']);
  const support = parseSupport(manifest['support']);
  const slos = parseSlos(manifest['slos']);
  return [
    ...(billing.plan || billing.metrics.length > 0
      ? [{ id: 'cost', title: 'What it costs', short: 'Cost', content: <PriceList billing={billing} /> }]
      : []),
    ...(hasSupport(support, slos)
      ? [{ id: 'support', title: 'Support', content: <SupportSection support={support} slos={slos} /> }]
      : []),
  ];
}
