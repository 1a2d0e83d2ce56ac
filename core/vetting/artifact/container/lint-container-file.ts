import { isPinned, readImage } from '../image/image-reference.ts';
import { type Remark, startOfFile } from '../remark.ts';
import { checkBaseImage } from './check-base-image.ts';
import { checkCommands } from './check-commands.ts';
import { checkDownloads } from './check-downloads.ts';
import { checkPackages } from './check-packages.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkService } from './check-service.ts';
import { checkStructure } from './check-structure.ts';
import { checkUser } from './check-user.ts';
import type { ContainerCheck, ContainerContext } from './container-check.ts';
import type { ContainerFile } from './container-file.ts';
import { readContainerFile } from './read-container-file.ts';

const checks: readonly ContainerCheck[] = [
  checkStructure,
  checkBaseImage,
  checkUser,
  checkSecrets,
  checkDownloads,
  checkCommands,
  checkPackages,
  checkService,
];

/** What the vetting learnt from one container file. */
export interface ContainerEvidence {
  readonly file: string;
  readonly stages: number;
  readonly basesPinned: boolean;
  readonly runsAsRoot: boolean;
}

/** Whether a file is a container file, by its name. */
export function isContainerFile(name: string): boolean {
  const base = name
    .slice(name.lastIndexOf('/') + 1)
    .toLowerCase()
    .trim();
  if (/\.(?:dockerignore|md|json|ya?ml)$/.test(base)) return false;
  return (
    /^(?:docker|container)[.\-_]?file(?:$|[^a-z])/.test(base) ||
    /\.(?:dockerfile|containerfile|docker)$/.test(base)
  );
}

const MOST_STAGES = 100;

export function lintContainerFile(
  name: string,
  text: string,
  context: ContainerContext,
): { remarks: Remark[]; evidence: ContainerEvidence } {
  if ((text.match(/^[ \t]*FROM[ \t]/gim)?.length ?? 0) > MOST_STAGES) {
    return {
      remarks: [remarkTooManyStages()],
      evidence: { file: name, stages: 0, basesPinned: false, runsAsRoot: true },
    };
  }
  const file = readContainerFile(text);
  const remarks = checks.flatMap((check) => check(file, context));
  return { remarks, evidence: { file: name, ...describe(file, remarks) } };
}

function describe({ stages }: ContainerFile, remarks: readonly Remark[]): Omit<ContainerEvidence, 'file'> {
  const bases = stages.filter(({ parent, base }) => parent === undefined && base !== 'scratch');
  return {
    stages: stages.length,
    basesPinned: bases.every(({ base }) => base !== undefined && isPinned(readImage(base))),
    runsAsRoot: stages.length === 0 || remarks.some(({ rule }) => rule === 'container/root-user'),
  };
}

function remarkTooManyStages(): Remark {
  return {
    rule: 'container/unreadable',
    message: `The file has more than ${MOST_STAGES} build stages.`,
    help: 'Split it into several images.',
    place: startOfFile,
  };
}
