import type { VettingFinding } from '../vetted-entry.ts';
import type { Dependency } from './dependency.ts';
import { titleOf } from './dependency-check.ts';

const mostNamed = 3;

/** One finding a document, however many components have no checksum. */
export function checkHashes(
  dependencies: readonly Dependency[],
  level: 'deny' | 'warn' | 'notice',
): VettingFinding[] {
  const bare = dependencies.filter(({ isHashed }) => isHashed === false);
  const [first] = bare;
  if (first === undefined) return [];
  const names = bare.slice(0, mostNamed).map(titleOf).join(', ');
  const more = bare.length > mostNamed ? ` and ${(bare.length - mostNamed).toLocaleString('en')} more` : '';
  return [
    {
      rule: 'dependency/no-hash',
      level,
      message: `${bare.length.toLocaleString('en')} of ${dependencies.length.toLocaleString('en')} components have no checksum: ${names}${more}.`,
      help: 'Have the tool that writes the document add hashes, so that what is installed can be compared with it.',
      place: first.place,
      about: 'components without checksum',
    },
  ];
}
