import { Type } from 'typebox';
import { riskTiers, stages } from '../registry/facets.ts';
import { oneOf } from './one-of.ts';
import { commit, finding, id, kind, list, location, ref, text, timestamp } from './schema-parts.ts';

const summaryFields = {
  kind,
  id,
  name: Type.Optional(text('Name that people know it by.', 'CRM sync')),
  summary: Type.Optional(text('What it is, in one sentence.', 'Keeps accounts in step with the CRM.')),
  version: Type.Optional(text('Version, or for an installation the range of versions.', '1.4.0')),
  owner: Type.Optional(text('Id of the team that answers for it.', 'sales-tools')),
  ownerName: Type.Optional(text('Name of that team.', 'Sales Tools')),
  domain: Type.Optional(text('Business domain.', 'sales')),
  tags: list(Type.String(), 'Words people search by.'),
  stage: Type.Optional(oneOf(stages, { description: 'Stage of life.', examples: ['published'] })),
  runtime: Type.Optional(text('What runs it.', 'container')),
  risk: Type.Optional(
    oneOf(riskTiers, { description: 'Risk tier, judged from the manifest.', examples: ['low'] }),
  ),
  compliance: list(Type.String(), 'Compliance labels.'),
  scopes: list(Type.String(), 'Permission scopes it asks for.'),
  icon: Type.Optional(text('Picture: an attachment or an address.', 'icon.svg')),
  path: text('File of the catalog.', 'catalog/apps/crm-sync/manifest.yaml'),
  state: oneOf(['ready', 'stalled'] as const, {
    description: 'Stalled when the file is broken and what is shown is the last good content.',
    examples: ['ready'],
  }),
  updatedAt: timestamp('When the content last changed.'),
  origin: Type.Optional(
    Type.Object(
      {
        source: text('Id of the source.', 'acme-apac'),
        namespace: text('What its ids begin with.', 'apac'),
        installable: Type.Boolean({ description: 'Whether teams here may install it.', examples: [false] }),
      },
      {
        description:
          'Of what comes from another catalog: all else is what that catalog says of it, and judged by nobody here.',
      },
    ),
  ),
};

const EntitySummary = Type.Object(summaryFields, {
  $id: 'EntitySummary',
  description: 'One entity, as lists show it.',
});

const Reference = Type.Object({
  relation: text('What ties the two.', 'owner'),
  kind,
  id,
  name: Type.Optional(text('Name of the other entity.', 'Sales Tools')),
  exists: Type.Boolean({ description: 'Whether the catalog has it.' }),
});

export const EntityDetail = Type.Object(
  {
    ...summaryFields,
    manifest: Type.Record(Type.String(), Type.Unknown(), {
      description: 'The manifest; the last good one of a stalled entity.',
    }),
    riskReasons: list(
      Type.Object({
        rule: text('Rule.'),
        path: text('JSON pointer into the manifest.', '/egress/0'),
        text: text('The reason.'),
      }),
      'Why the risk tier is what it is.',
    ),
    source: Type.Object(
      {
        path: text('File of the catalog.'),
        commit: Type.Optional(commit('Commit the content was first seen in.')),
      },
      { description: 'Where the content comes from.' },
    ),
    references: list(Reference, 'Entities that it names.'),
    referencedBy: list(Type.Omit(Reference, ['exists']), 'Entities that name it.'),
    findings: list(finding, 'What the checks found in its file, and vetting in the entry.'),
    conditions: list(
      Type.Object({
        type: oneOf(['Accepted', 'Compliant', 'Vetted', 'Published'] as const, {
          description: 'What it is about.',
          examples: ['Accepted'],
        }),
        status: oneOf(['True', 'False', 'Unknown'] as const, {
          description: 'Whether it is so.',
          examples: ['True'],
        }),
        reason: text('Why, in one word for programs.', 'Accepted'),
        message: text('Why, in words.'),
        location: Type.Optional(location),
        observedCommit: Type.Optional(commit('Commit that it was found at.')),
        changedAt: timestamp('When the status last changed.'),
      }),
      'How the entity stands, aspect by aspect.',
    ),
    attachments: list(
      Type.Object({
        path: text('Path in the folder of the manifest.', 'openapi.yaml'),
        size: Type.Optional(Type.Integer({ description: 'Size in bytes, where known.', examples: [2048] })),
      }),
      'Other files in its folder.',
    ),
  },
  { $id: 'EntityDetail', description: 'One entity with everything known of it.' },
);

const revision = text(
  'Names this state of the registry; changes with every change of what is served.',
  'a1b2c3d4.42',
);
const total = Type.Integer({ description: 'How many entities the filters let through.', examples: [37] });

export const EntityPage = Type.Object(
  {
    items: list(ref(EntitySummary), 'Entities of this page.'),
    total,
    nextCursor: Type.Optional(text('Pass it as `cursor` for the next page; absent on the last.')),
    revision,
  },
  { $id: 'EntityPage', description: 'A page of entities.' },
);

export const FacetList = Type.Object(
  {
    facets: list(
      Type.Object({
        name: text('Name of the filter.', 'domain'),
        title: text('Title for people.', 'Domain'),
        values: list(
          Type.Object({
            value: text('Value to filter by.', 'sales'),
            label: text('Label for people.', 'sales'),
            count: Type.Integer({ description: 'Entities that have it.', examples: [12] }),
          }),
          'Values, the commonest first where they have no order of their own.',
        ),
      }),
      'Facets. The counts of each ignore its own filter.',
    ),
    total,
    revision,
  },
  { $id: 'FacetList', description: 'Values to narrow a list down by.' },
);

export const entitySchemas = [EntitySummary, EntityDetail, EntityPage, FacetList];
