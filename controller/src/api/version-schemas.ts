import { Type } from 'typebox';
import { riskTiers } from '../registry/facets.ts';
import { oneOf } from './one-of.ts';
import { commit, finding, list, text, timestamp, verdict } from './schema-parts.ts';

const score = Type.Object(
  {
    score: Type.Integer({ description: 'From 0 to 100.', examples: [80] }),
    badge: oneOf(['community', 'verified', 'trusted'] as const, {
      description: 'How far the entry can be trusted.',
      examples: ['verified'],
    }),
    parts: list(
      Type.Object({
        id: text('Kind of evidence.', 'provenance'),
        title: text('The same for people.', 'Provenance'),
        points: Type.Number({ description: 'What it is worth.', examples: [20] }),
        of: Type.Number({ description: 'What could be had.', examples: [25] }),
        because: text('What was found, or what is missing.'),
      }),
      'The evidence for each point.',
    ),
  },
  { description: 'What was proven about it; absent until it has been vetted.' },
);

const versionFields = {
  version: text('Version.', '1.4.0'),
  digest: text('SHA-256 of the manifest.', `sha256:${'0'.repeat(64)}`),
  commit: Type.Optional(commit('Commit it was first seen in.')),
  firstSeenAt: timestamp('When it was first seen.'),
  verdict: Type.Optional(verdict('Of the checks, as in its pull request.')),
  score: Type.Optional(score),
  vettedAt: Type.Optional(timestamp('When it was looked through.')),
};

export const VersionList = Type.Object(
  { items: list(Type.Object(versionFields), 'Versions, the newest first.') },
  { $id: 'VersionList', description: 'Every version that the registry ever accepted.' },
);

export const VersionDetail = Type.Object(
  {
    ...versionFields,
    manifest: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'The manifest as it was accepted.' }),
    ),
    path: Type.Optional(text('File it was in.', 'catalog/apps/crm-sync/manifest.yaml')),
    risk: Type.Optional(oneOf(riskTiers, { description: 'Risk tier at that time.', examples: ['low'] })),
    findings: Type.Optional(list(finding, 'What the checks found at that time.')),
  },
  { $id: 'VersionDetail', description: 'One version as it was accepted; only a score is added later.' },
);

export const versionSchemas = [VersionList, VersionDetail];
