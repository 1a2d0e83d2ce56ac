import type { Action, Trigger } from '@souk/model/lifecycle/deadline.ts';
import type { Notice } from '@souk/model/lifecycle/decide-step.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { addressesOf } from '../mail/addresses-of.ts';
import type { NoticeContent } from '../store/installation-tables.ts';
import type { LifecycleCase } from './lifecycle-case.ts';
import type { SubjectFacts } from './subject-facts.ts';

const reasons: Readonly<Record<Trigger, string>> = {
  expiry: 'Its time is up',
  idle: 'Nobody has used it for long',
  sunset: 'What it is comes to its end',
  ownerless: 'No team answers for it',
  unmaintained: 'It has had no new version for long',
  overdue: 'What has to be mended in it has been known for long',
};

const actions: Readonly<Record<Action, string>> = {
  suspend: 'it is stopped',
  deprovision: 'it is taken down',
  'clean-up': 'a pull request takes its file out of the catalog',
  review: 'a pull request proposes its deprecation',
  retire: 'a pull request ends its life',
};

/** What people are told of a deadline, and who they are. */
export function renderNotice(one: LifecycleCase, notice: Notice, subject: SubjectFacts): NoticeContent {
  const teams = [subject.owner, ...(notice.isEscalated ? [subject.standIn] : [])].filter(
    (team) => team !== undefined,
  );
  const title = `${subject.name}: ${actions[notice.action]} on ${dayOf(notice.actsAt)}`;
  return {
    teams: [...new Set(teams.map(({ id }) => id))],
    emails: [...new Set(teams.flatMap(addressesOf))],
    path: subject.path,
    title,
    body: [
      `${reasons[one.trigger]}: ${formatKey(one.subject)} (\`${subject.path}\`).`,
      `If nothing is done, ${actions[notice.action]} on **${dayOf(notice.actsAt)}**.`,
      helpOf(one, subject),
      `This is notice ${notice.number}.${notice.isEscalated ? ' Whoever stands in for the owner is told as well.' : ''}`,
    ].join('\n\n'),
  };
}

function helpOf({ trigger, subject: { kind, id } }: LifecycleCase, { entry }: SubjectFacts): string {
  const waiver = `a waiver of the rule \`deadline/${trigger}\` on \`${kind}/${id}\` puts it off`;
  switch (trigger) {
    case 'expiry':
      return `To keep it, change \`expiresAt\` or \`ttl\` in its file by pull request; ${waiver} too.`;
    case 'idle':
      return `To keep it, use it; ${waiver}.`;
    case 'sunset': {
      const { replacement, migrationGuide } = entry?.lifecycle?.deprecation ?? {};
      const way = [
        ...(replacement === undefined ? [] : [`Move to \`${replacement}\`.`]),
        ...(migrationGuide === undefined ? [] : [`The way there: ${migrationGuide}.`]),
      ].join(' ');
      return `${way} Who needs more time: ${waiver}.`.trim();
    }
    case 'ownerless':
      return 'To keep it, name a team as `owner` in its manifest.';
    case 'unmaintained':
      return `To keep it, release a version; ${waiver}.`;
    case 'overdue':
      return `To keep it, mend what its findings name; ${waiver}.`;
  }
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
