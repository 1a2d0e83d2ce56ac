import type { Remark } from '../remark.ts';
import type { ContainerCheck } from './container-check.ts';

/** Whether ADD knows what it fetches. */
export const checkDownloads: ContainerCheck = ({ stages }) =>
  stages
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword, flags }) => keyword === 'ADD' && !flags.some(({ name }) => name === 'checksum'))
    .flatMap(({ words }) =>
      words
        .slice(0, -1)
        .filter(({ text }) => isUnverified(text))
        .map(
          ({ text, place }): Remark => ({
            rule: 'container/unverified-download',
            message: `ADD takes whatever ${text} answers at the moment of the build.`,
            help: 'Add `--checksum=sha256:<digest>`; for Git, name the full commit after `#`.',
            place,
            about: text,
          }),
        ),
    );

function isUnverified(source: string): boolean {
  const isRepository =
    /^(?:git@|ssh:\/\/|git:\/\/)/.test(source) || /^https?:\/\/[^#]+\.git(?:#|$)/.test(source);
  if (isRepository) return !/#[0-9a-f]{40}(?::|$)/.test(source);
  return /^https?:\/\//i.test(source);
}
