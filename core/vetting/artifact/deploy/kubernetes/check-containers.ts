import type { Remark } from '../../remark.ts';
import { findShellRisks, type ShellRisk } from '../../shell/find-shell-risks.ts';
import { readShell } from '../../shell/read-shell.ts';
import { get, items, type PlacedValue, placeOf, scalarText } from '../../yaml/placed-value.ts';
import { checkImage } from '../check-images.ts';
import { checkVariableList } from '../check-variables.ts';
import { aboutContainer, type WorkloadCheck } from './workload-check.ts';

/** What runs in the containers, and what they are told. */
export const checkContainers: WorkloadCheck = (workload, context) =>
  workload.containers.flatMap((container) => [
    ...checkImage(get(container.value, 'image'), context),
    ...checkVariableList(get(container.value, 'env')),
    ...(['command', 'args'] as const).flatMap((list) =>
      items(get(container.value, list)).flatMap((word) =>
        checkScript(word, aboutContainer(workload, container)),
      ),
    ),
  ]);

function checkScript(word: PlacedValue, about: string): Remark[] {
  const text = scalarText(word) ?? '';
  if (!/\s/.test(text)) return [];
  return findShellRisks(readShell(text, placeOf(word))).flatMap((risk) => remarkRisk(risk, about));
}

/** What belongs to building an image says nothing about a container that runs. */
function remarkRisk({ kind, what, place }: ShellRisk, about: string): Remark[] {
  switch (kind) {
    case 'unread':
      return [
        {
          rule: 'deploy/unreadable',
          message: 'Commands are nested too deeply to be read.',
          help: 'Move them to a script of several lines.',
          place,
          about,
        },
      ];
    case 'download-and-run':
      return [
        {
          rule: 'deploy/download-and-run',
          message: `${what} runs what the container downloads at its start.`,
          help: 'Build it into the image.',
          place,
          about,
        },
      ];
    case 'verification-off':
      return [
        {
          rule: 'deploy/verification-off',
          message: `${what} turns verification off.`,
          help: 'Remove it; mount your certificate authority instead.',
          place,
          about,
        },
      ];
    case 'sudo':
    case 'world-writable':
      return [];
  }
}
