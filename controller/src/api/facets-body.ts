import type { Filters } from '../registry/entity-query.ts';
import type { FacetCounts } from '../registry/facet-columns.ts';
import { type Facet, facets } from '../registry/facets.ts';
import type { Registry } from '../registry/registry.ts';

interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** Facets as people read them. A value that is filtered by is there even when nothing has it, so that it can be let go. */
export function facetsBody({ counts, total }: FacetCounts, filters: Filters, registry: Registry) {
  const countsByFacet = Map.groupBy(counts, ({ facet }) => facet);
  const assemble = (facet: Facet) => {
    const counted = new Map((countsByFacet.get(facet.name) ?? []).map(({ value, count }) => [value, count]));
    const wanted = filters[facet.name] ?? [];
    const values = [...new Set([...counted.keys(), ...wanted])].map((value) => ({
      value,
      label: labelOf(facet, value, registry),
      count: counted.get(value) ?? 0,
    }));
    return { name: facet.name, title: facet.title, values: values.sort(orderOf(facet)) };
  };
  return { facets: facets.map(assemble), total, revision: registry.revision };
}

function orderOf({ order }: Facet): (a: FacetValue, b: FacetValue) => number {
  if (order !== undefined) return (a, b) => order.indexOf(a.value) - order.indexOf(b.value);
  return (a, b) => b.count - a.count || (a.label < b.label ? -1 : 1);
}

const runtimeLabels: Readonly<Record<string, string>> = {
  wasm: 'WebAssembly',
  'web-component': 'Web component',
  iframe: 'Embedded page',
  'low-code': 'Low-code',
};

function labelOf({ name }: Facet, value: string, registry: Registry): string {
  switch (name) {
    case 'owner':
      return registry.teamName(value) ?? value;
    case 'runtime':
      return runtimeLabels[value] ?? capitalised(value);
    case 'stage':
    case 'risk':
      return capitalised(value).replaceAll('-', ' ');
    case 'kind':
    case 'domain':
    case 'tag':
    case 'scope':
    case 'compliance':
      return value;
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
