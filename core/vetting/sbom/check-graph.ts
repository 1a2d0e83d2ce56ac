import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import type { Sbom } from './sbom.ts';

/** Whether the names within a document mean one thing each, and something at all. */
export function checkGraph(sbom: Sbom, shown: number): readonly VettingFinding[] {
  return [...repeatedRefs(sbom, shown), ...danglingRefs(sbom)];
}

function repeatedRefs({ subject, components }: Sbom, shown: number): readonly VettingFinding[] {
  const seen = new Set(subject === undefined ? [] : [subject.ref]);
  const repeated = components.filter(({ ref }) => {
    const known = seen.has(ref);
    seen.add(ref);
    return known;
  });
  return repeated.slice(0, shown).map(({ ref, name, place }, i) => ({
    rule: 'sbom/duplicate-ref',
    message: `${name.slice(0, 80)} has the reference ${JSON.stringify(ref.slice(0, 120))}, which another component has too${andMore(repeated.length, shown, i)}.`,
    help: 'Give each component a reference of its own; dependencies cannot be told apart otherwise.',
    place,
  }));
}

function andMore(all: number, shown: number, index: number): string {
  return all > shown && index === shown - 1 ? `, as ${all - shown} more have` : '';
}

function danglingRefs({ subject, components, dependencies, format }: Sbom): readonly VettingFinding[] {
  // SPDX names files, snippets and elements of other documents likewise.
  if (format === 'spdx') return [];
  const known = new Set(components.map(({ ref }) => ref));
  if (subject !== undefined) known.add(subject.ref);
  const named = new Set([...Object.keys(dependencies), ...Object.values(dependencies).flat()]);
  const dangling = [...named.difference(known)];
  const [first] = dangling;
  if (first === undefined) return [];
  const rest = dangling.length === 1 ? '' : ` and ${dangling.length - 1} more`;
  return [
    {
      rule: 'sbom/dangling-ref',
      message: `The dependencies name ${JSON.stringify(first.slice(0, 120))}${rest}, which the document does not list.`,
      help: 'List the components, or generate the document anew: a part that is left out is not checked.',
      place: onValue('/dependencies'),
    },
  ];
}
