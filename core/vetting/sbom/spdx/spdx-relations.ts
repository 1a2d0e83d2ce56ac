import type { Sbom, SbomComponent } from '../sbom.ts';

export interface Relation {
  readonly from: string;
  readonly to: string;
  /** `DEPENDS_ON` as version 2 writes it; version 3 writes `dependsOn`. */
  readonly type: string;
  readonly scope?: SbomComponent['scope'];
}

export interface Relations {
  readonly dependencies: Sbom['dependencies'];
  /** What the document describes. */
  readonly described: ReadonlySet<string>;
  readonly scopes: ReadonlyMap<string, SbomComponent['scope']>;
}

type Meaning = { readonly edge: 'forward' | 'backward'; readonly scope?: SbomComponent['scope'] };

const forward: Meaning = { edge: 'forward' };
const backward: Meaning = { edge: 'backward' };

/** Relations that say what something needs to run or to be built. */
const meanings: Readonly<Record<string, Meaning>> = {
  DEPENDS_ON: forward,
  CONTAINS: forward,
  DYNAMIC_LINK: forward,
  STATIC_LINK: forward,
  HAS_PREREQUISITE: forward,
  HAS_STATIC_LINK: forward,
  HAS_DYNAMIC_LINK: forward,
  HAS_OPTIONAL_DEPENDENCY: { edge: 'forward', scope: 'optional' },
  HAS_PROVIDED_DEPENDENCY: forward,
  DEPENDENCY_OF: backward,
  CONTAINED_BY: backward,
  PREREQUISITE_FOR: backward,
  RUNTIME_DEPENDENCY_OF: backward,
  PROVIDED_DEPENDENCY_OF: backward,
  OPTIONAL_DEPENDENCY_OF: { edge: 'backward', scope: 'optional' },
  DEV_DEPENDENCY_OF: { edge: 'backward', scope: 'excluded' },
  BUILD_DEPENDENCY_OF: { edge: 'backward', scope: 'excluded' },
  TEST_DEPENDENCY_OF: { edge: 'backward', scope: 'excluded' },
};

export function readRelations(relations: readonly Relation[], documentRef: string): Relations {
  const edges = new Map<string, Set<string>>();
  const described = new Set<string>();
  const scopes = new Map<string, SbomComponent['scope']>();
  for (const { from, to, type, scope } of relations) {
    const name = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
    if (name === 'DESCRIBES') described.add(to);
    if (name === 'DESCRIBED_BY') described.add(from);
    const meaning = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
    if (meaning === undefined || from === documentRef) continue;
    const [owner, target] = meaning.edge === 'forward' ? [from, to] : [to, from];
    const targets = edges.get(owner) ?? new Set<string>();
    edges.set(owner, targets);
    if (target === 'NONE' || target === 'NOASSERTION') continue;
    targets.add(target);
    const told = scope ?? meaning.scope;
    if (told !== undefined) scopes.set(target, told);
  }
  return {
    dependencies: Object.fromEntries([...edges].map(([ref, targets]) => [ref, [...targets]])),
    described,
    scopes,
  };
}
