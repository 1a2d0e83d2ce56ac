import { kinds } from '@souk/model/manifest/manifest.ts';
import { type Static, type TSchema, Type } from 'typebox';
import { riskTiers, stages } from '../registry/facets.ts';
import { oneOf } from './one-of.ts';
import { problems } from './problems.ts';

/** A reference to one of the `sharedSchemas`. */
function ref<T extends TSchema & { $id?: string }>(schema: T) {
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#` });
}

function list<T extends TSchema>(items: T, description: string) {
  return Type.Array(items, { description });
}

const text = (description: string, example?: string) =>
  Type.String({ description, ...(example === undefined ? {} : { examples: [example] }) });
const timestamp = (description: string) =>
  Type.String({ format: 'date-time', description, examples: ['2026-11-22T08:30:00.000Z'] });

const kind = oneOf(kinds, { description: 'Kind of entity.', examples: ['App'] });
const id = text('Identifier, unique within its kind.', 'crm-sync');

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

const Finding = Type.Object({
  rule: text('Rule that found it.', 'schema/type'),
  level: oneOf(['error', 'deny', 'warn', 'notice'] as const, {
    description: 'How much it matters.',
    examples: ['deny'],
  }),
  message: text('What is wrong.'),
  help: text('How to mend it.'),
  docs: text('Page that explains the rule.', 'docs/rules/schema/type.md'),
  location: Type.Object({
    path: text('File.'),
    line: Type.Integer({ description: 'Line, from 1.', examples: [12] }),
    column: Type.Integer({ description: 'Column, from 1.', examples: [3] }),
    endLine: Type.Integer({ description: 'Last line.', examples: [12] }),
    endColumn: Type.Integer({ description: 'Column after the last.', examples: [20] }),
  }),
  waivedBy: Type.Optional(text('Waiver that silences it.')),
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
        commit: Type.Optional(
          text('Commit the content was first seen in.', '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'),
        ),
      },
      { description: 'Where the content comes from.' },
    ),
    references: list(Reference, 'Entities that it names.'),
    referencedBy: list(Type.Omit(Reference, ['exists']), 'Entities that name it.'),
    findings: list(Finding, 'What the checks found in its file.'),
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

export const VersionList = Type.Object(
  {
    items: list(
      Type.Object({
        version: text('Version.', '1.4.0'),
        digest: text('SHA-256 of the manifest.', `sha256:${'0'.repeat(64)}`),
        commit: Type.Optional(text('Commit it was first seen in.')),
        firstSeenAt: timestamp('When it was first seen.'),
      }),
      'Versions, the newest first.',
    ),
  },
  { $id: 'VersionList', description: 'Every version that the registry ever accepted.' },
);

export const Status = Type.Object(
  {
    marketplace: Type.Object({
      name: text('Name.', 'Acme Souk'),
      description: Type.Optional(text('What people find here.')),
    }),
    commit: Type.Optional(text('Commit that the registry holds.')),
    branch: Type.Optional(text('Branch that is followed.', 'main')),
    source: oneOf(['git', 'worktree', 'folder'] as const, {
      description: 'What is read.',
      examples: ['git'],
    }),
    state: oneOf(['synced', 'syncing', 'failed'] as const, {
      description: 'How the registry stands to its source.',
      examples: ['synced'],
    }),
    syncedAt: Type.Optional(timestamp('When the registry was last known to hold what its source says.')),
    error: Type.Optional(text('Why the last sync failed. What is served is the last good state.')),
    unreadable: list(
      Type.Object({
        path: text('File.'),
        rule: text('Rule that refused it.'),
        message: text('What is wrong.'),
      }),
      'Files of the catalog that name no entity.',
    ),
    entities: Type.Object({
      total: Type.Integer({ description: 'All entities.', examples: [120] }),
      byKind: Type.Record(Type.String(), Type.Integer(), {
        description: 'How many of each kind.',
        examples: [{ App: 12 }],
      }),
      stalled: Type.Integer({ description: 'Entities whose file is broken.', examples: [0] }),
    }),
  },
  { $id: 'Status', description: 'What the registry holds and how fresh it is.' },
);

const Problem = Type.Object(
  {
    type: text('Address that names the kind of problem.', 'https://souk.dev/problems/invalid-cursor'),
    title: text('The kind of problem, in words.'),
    status: Type.Integer({ description: 'HTTP status.', examples: [400] }),
    code: oneOf(Object.keys(problems), {
      description: 'Stable code of the problem.',
      examples: ['invalid-cursor'],
    }),
    detail: text('What is wrong with this request.'),
    errors: Type.Optional(
      list(
        Type.Object({ at: text('Parameter.', 'limit'), message: text('What is wrong with it.') }),
        'The parts that are wrong.',
      ),
    ),
  },
  { $id: 'Problem', description: 'An RFC 9457 problem document.' },
);

export const Refreshing = Type.Object(
  { accepted: Type.Boolean({ description: 'Always true.' }) },
  { $id: 'Refreshing', description: 'The registry looks at its source now.' },
);

export const Health = Type.Object(
  { status: oneOf(['ok'] as const, { description: 'Always ok.', examples: ['ok'] }) },
  { $id: 'Health', description: 'The service is well.' },
);

export const sharedSchemas = [
  EntitySummary,
  EntityDetail,
  EntityPage,
  FacetList,
  VersionList,
  Status,
  Problem,
  Refreshing,
  Health,
];
