import type { Sbom, SbomComponent } from './sbom.ts';
import type { MinimumElement } from './sbom-settings.ts';

/** One thing that a good document has, and how far this one has it. */
export interface ScoredAspect {
  readonly aspect: Aspect;
  /** What it is worth. */
  readonly points: number;
  /** Points that it got, with one decimal. */
  readonly earned: number;
  /** How many have it, of how many: components, or the document itself as one. */
  readonly has: number;
  readonly of: number;
  /** Why points are lost; absent when none are. */
  readonly reason?: string;
}

export interface SbomScore {
  /** 0 to 100, rounded down, so that 100 means that nothing is missing. */
  readonly score: number;
  readonly aspects: readonly ScoredAspect[];
}

type Aspect = MinimumElement | 'licence' | 'hash';

interface Measure {
  readonly aspect: Aspect;
  readonly points: number;
  readonly missing: string;
  /** Whether a component has it; or for what is asked of the document, whether that has it. */
  readonly of:
    | { readonly each: (component: SbomComponent, sbom: Sbom) => boolean }
    | { readonly once: (sbom: Sbom) => boolean };
}

const measures: readonly Measure[] = [
  { aspect: 'name', points: 5, missing: 'no name', of: { each: ({ name }) => name !== '' } },
  {
    aspect: 'version',
    points: 15,
    missing: 'no version',
    of: { each: ({ version }) => version !== undefined },
  },
  {
    aspect: 'identifier',
    points: 20,
    missing: 'neither purl nor CPE',
    of: { each: ({ purl, cpe }) => purl !== undefined || cpe !== undefined },
  },
  {
    aspect: 'licence',
    points: 15,
    missing: 'no licence',
    of: { each: ({ licenses }) => licenses.length > 0 },
  },
  {
    aspect: 'hash',
    points: 15,
    missing: 'no hash',
    of: { each: ({ hashes }) => Object.keys(hashes).length > 0 },
  },
  {
    aspect: 'supplier',
    points: 5,
    missing: 'no supplier',
    of: { each: ({ supplier }) => supplier !== undefined },
  },
  {
    aspect: 'dependencies',
    points: 15,
    missing: 'no place in the dependency graph',
    of: { each: ({ ref }, { dependencies }) => Object.hasOwn(dependencies, ref) },
  },
  {
    aspect: 'author',
    points: 5,
    missing: 'the document names neither author nor tool',
    of: { once: ({ authors, tools }) => authors.length > 0 || tools.length > 0 },
  },
  {
    aspect: 'timestamp',
    points: 5,
    missing: 'the document has no timestamp',
    of: { once: ({ timestamp }) => timestamp !== undefined },
  },
];

/** Scores what a document tells of its components. A document without components tells nothing, and scores nothing. */
export function scoreSbom(sbom: Sbom): SbomScore {
  const graph = placedInGraph(sbom);
  const aspects = measures.map((measure) => measureAspect(measure, graph));
  const total = aspects.reduce((sum, { earned }) => sum + earned, 0);
  return { score: sbom.components.length === 0 ? 0 : Math.floor(total + ROUNDING), aspects };
}

/** Sums of tenths are not exact in binary. */
const ROUNDING = 1e-6;

/** A component that others depend on has its place in the graph, even where it names no dependencies of its own. */
function placedInGraph(sbom: Sbom): Sbom {
  const placed = new Set([...Object.keys(sbom.dependencies), ...Object.values(sbom.dependencies).flat()]);
  return { ...sbom, dependencies: Object.fromEntries([...placed].map((ref) => [ref, []])) };
}

function measureAspect({ aspect, points, missing, of: asked }: Measure, sbom: Sbom): ScoredAspect {
  const { components } = sbom;
  const once = 'once' in asked;
  const of = once ? 1 : components.length;
  const has = once
    ? Number(asked.once(sbom))
    : components.filter((component) => asked.each(component, sbom)).length;
  // Rounded down: one of ten thousand that lacks something still costs a tenth.
  const earned = of === 0 ? 0 : Math.floor((points * has * 10) / of) / 10;
  if (has === of && of > 0) return { aspect, points, earned, has, of };
  const reason = once
    ? missing
    : of === 0
      ? 'there are no components'
      : `${of - has} of ${of} components: ${missing}`;
  return { aspect, points, earned, has, of, reason };
}
