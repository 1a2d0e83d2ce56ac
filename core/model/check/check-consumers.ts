import satisfies from 'semver/functions/satisfies.js';
import type { Change } from '../change/change.ts';
import { installationsOf } from '../consumers/installations-of.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import { isEntry, isEntryKind, stageOf } from '../manifest/manifest.ts';
import { type Check, type CheckContext, findingOn } from './check.ts';

/** What a change does to the installations of an app: told to those who make it, on the line of each consumer. */
export const checkConsumers: Check = {
  name: 'consumers',
  run: (context) =>
    context.changes
      .filter(({ key }) => isEntryKind(key.kind))
      .flatMap((change) => checkChange(change, context)),
};

function checkChange(change: Change, { head }: CheckContext): DraftFinding[] {
  const { key, after, before } = change;
  const consumers = installationsOf(head, key);
  if (consumers.length === 0) return [];
  if (after === undefined) {
    // An entry of the other kind may take over the id: then the installations go on.
    if (head.getEntry(key.id) !== undefined) return [];
    return consumers.map(({ record, installation }) =>
      findingOn(record, 'consumers/removed', onValue('/app'), {
        message: `This change removes ${key.id}, which team ${installation.team} runs in ${installation.environment}.`,
        help: 'Deprecate it first, and remove it when no installation is left.',
      }),
    );
  }
  if (
    after.manifest !== undefined &&
    isEntry(after.manifest) &&
    stageOf(after.manifest) === 'retired' &&
    change.type !== 'added'
  ) {
    return consumers.map(({ record, installation }) =>
      findingOn(record, 'consumers/removed', onValue('/app'), {
        message: `${key.id} is retired, but team ${installation.team} runs it in ${installation.environment}.`,
        help: 'Move the team first; retire the entry when no installation is left.',
      }),
    );
  }
  const now = after.manifest;
  const was = before?.manifest;
  if (now === undefined || was === undefined || !isEntry(now) || !isEntry(was)) return [];
  const left = consumers.filter(
    ({ installation }) =>
      satisfies(was.version, installation.version, { includePrerelease: true }) &&
      !satisfies(now.version, installation.version, { includePrerelease: true }),
  );
  const ending =
    now.lifecycle?.stage === 'deprecated' && was.lifecycle?.stage !== 'deprecated' ? consumers : [];
  return [
    ...left.map(({ record, installation }) =>
      findingOn(record, 'consumers/range', onValue('/version'), {
        message: `${key.id} ${now.version} is outside ${installation.version}: team ${installation.team} stays on ${was.version} in ${installation.environment}.`,
        help: 'Tell the team, or keep the change within the range.',
      }),
    ),
    ...ending.map(({ record, installation }) =>
      findingOn(record, 'consumers/deprecated', onValue('/app'), {
        message: `Team ${installation.team} runs ${key.id} in ${installation.environment} and has to move by ${now.lifecycle?.deprecation?.sunset ?? 'a day that is not given'}.`,
        help: `Tell the team${now.lifecycle?.deprecation?.replacement === undefined ? '' : ` about ${now.lifecycle.deprecation.replacement}`}.`,
      }),
    ),
  ];
}
