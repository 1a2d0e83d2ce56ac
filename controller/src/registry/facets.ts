import type { EntityRecord } from './entity-record.ts';

/** A field that entities are narrowed down by. */
export interface Facet {
  readonly name: FacetName;
  readonly title: string;
  readonly valuesOf: (record: EntityRecord) => readonly string[];
  /** Values in the order they mean something in; other facets are ordered by count. */
  readonly order?: readonly string[];
}

export const facetNames = [
  'kind',
  'owner',
  'domain',
  'runtime',
  'tag',
  'scope',
  'stage',
  'risk',
  'compliance',
] as const;
export type FacetName = (typeof facetNames)[number];

export const stages = [
  'proposed',
  'vetted',
  'published',
  'maintenance-required',
  'deprecated',
  'retired',
] as const;
export const riskTiers = ['low', 'medium', 'high'] as const;

/** Every facet, in the order it is offered. */
export const facets: readonly Facet[] = [
  { name: 'kind', title: 'Kind', valuesOf: ({ kind }) => [kind] },
  { name: 'owner', title: 'Team', valuesOf: ({ owner }) => given(owner) },
  { name: 'domain', title: 'Domain', valuesOf: ({ domain }) => given(domain) },
  { name: 'runtime', title: 'Runtime', valuesOf: ({ runtime }) => given(runtime) },
  { name: 'tag', title: 'Tag', valuesOf: ({ tags }) => tags },
  { name: 'scope', title: 'Permission scope', valuesOf: ({ scopes }) => scopes },
  { name: 'stage', title: 'Stage', valuesOf: ({ stage }) => given(stage), order: stages },
  { name: 'risk', title: 'Risk', valuesOf: ({ risk }) => given(risk), order: riskTiers },
  { name: 'compliance', title: 'Compliance', valuesOf: ({ compliance }) => compliance },
];

function given(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}
