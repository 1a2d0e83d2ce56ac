import type { GateOutcome, GateState } from '@souk/model/gate/gate-outcome.ts';
import { prose } from '@souk/model/report/escape-markdown.ts';
import { plural } from '../../report/count-words.ts';
import { link } from '../../report/markdown/link.ts';
import type { FeedbackLinks } from '../feedback-links.ts';
import { headline } from '../headline.ts';
import { sortFindings } from '../sort-findings.ts';

const marks: Readonly<Record<GateState, string>> = { ready: '✅', waiting: '⏳', blocked: '❌', fault: '⚠️' };

/** What the state is, and what the author does now: enough for most readers. */
export function renderOpening(outcome: GateOutcome, links: FeedbackLinks): string {
  return `## ${marks[outcome.state]} ${prose(headline(outcome))}\n\n${doNow(outcome, links)}`;
}

function doNow(outcome: GateOutcome, links: FeedbackLinks): string {
  switch (outcome.state) {
    case 'ready':
      if (outcome.held !== undefined)
        return `Every check is green, and nobody has to approve it any more. ${unhold(outcome.held)}`;
      return outcome.autoApproval.allowed
        ? 'Every check is green and the risk is low. **You have nothing left to do:** Souk approves it by itself.'
        : 'Every check is green, and everybody who has to agree has agreed. **You have nothing left to do.**';
    case 'waiting':
      return 'Every check is green. **You have nothing left to do** but to answer questions: those who can approve are asked, and this comment keeps up with them.';
    case 'blocked':
      return whatBlocks(outcome);
    case 'fault':
      return retry(outcome, links);
  }
}

function unhold(held: NonNullable<GateOutcome['held']>): string {
  return held === 'draft'
    ? '**It is a draft:** press *Ready for review* to let it in.'
    : '**Somebody holds it:** take the label `hold` off to let it in.';
}

function whatBlocks({ report, conflicts, meanwhile, approvals, notes }: GateOutcome): string {
  const { toFix } = sortFindings(report.findings);
  const parts = [
    ...(toFix.length === 0
      ? []
      : [
          '**Fix what is listed below and push to the same branch:** this comment then brings itself up to date. To check before you push: `npx souk check`',
        ]),
    ...(conflicts.length + meanwhile.length === 0
      ? []
      : ['**Somebody changed the same things meanwhile:** take their changes in, as told below, and push.']),
    ...(approvals.vetoes.length === 0
      ? []
      : ['**A reviewer asked for changes:** answer them, and ask for another look.']),
  ];
  return (parts.length === 0 ? notes.map((note) => prose(note)) : parts).join('\n\n');
}

function retry({ report }: GateOutcome, { run }: FeedbackLinks): string {
  const { toFix } = sortFindings(report.findings);
  const where = run === undefined ? 'the run of this check' : link('the run of this check', run);
  const also =
    toFix.length === 0
      ? ''
      : `\n\nApart from that, there ${toFix.length === 1 ? 'is' : 'are'} ${plural(toFix.length, 'thing')} for you to fix, listed below.`;
  return `There is nothing for you to fix about it. **To retry:** open ${where} and choose *Re-run failed jobs*, or push again. If it fails a second time, tell the platform team and give them what stands under *What failed on our side*.${also}`;
}
