import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { Remark } from '../remark.ts';
import type { ContainerCheck } from './container-check.ts';
import { type ContainerInstruction, lastStage, lineage } from './container-file.ts';

/** How the image presents itself to whoever runs it. */
export const checkService: ContainerCheck = (file, { entry }) => {
  const last = lastStage(file);
  if (last === undefined) return [];
  const instructions = lineage(last).flatMap((stage) => stage.instructions);
  const health = instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  const hasHealth = health !== undefined && health.words[0]?.text.toUpperCase() !== 'NONE';
  const missing: Remark = {
    rule: 'container/no-healthcheck',
    message: 'Neither this file nor the manifest says how to tell that the service is healthy.',
    help: 'Add HEALTHCHECK, or `runtime.healthCheck` to the manifest.',
    place: health?.place ?? last.place,
  };
  return [...(hasHealth || !isService(entry) ? [] : [missing]), ...instructions.flatMap(checkPorts)];
};

/** Something that stays up and that nobody has said how to probe. */
function isService({ runtime }: Entry): boolean {
  return runtime.type === 'container' && runtime.schedule === undefined && runtime.healthCheck === undefined;
}

function checkPorts({ keyword, words }: ContainerInstruction): Remark[] {
  if (keyword !== 'EXPOSE') return [];
  return words
    .filter(({ text }) => includesSsh(text))
    .map(({ text, place }) => ({
      rule: 'container/ssh-exposed',
      message: `EXPOSE ${text} opens the port of a remote shell.`,
      help: 'Remove the remote shell; use the exec of the platform.',
      place,
    }));
}

function includesSsh(port: string): boolean {
  const [, from = '', to = from] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/tcp)?$/i.exec(port) ?? [];
  return [22, 2222].some((ssh) => from !== '' && Number(from) <= ssh && ssh <= Number(to));
}
