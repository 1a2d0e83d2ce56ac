import type { Catalog } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import type { Subject } from '../policy/assemble-inputs.ts';
import { explainLevel } from '../policy/explain-level.ts';
import { markNew } from '../policy/new-violations.ts';
import type { Violation } from '../policy/policy-evaluator.ts';
import type { PolicySettings } from '../policy/policy-input.ts';
import type { PolicyLevel } from '../policy/policy-rule.ts';
import { renderHelp, renderMessage } from '../policy/render-message.ts';
import type { RuleAnswer } from '../policy/rule-asker.ts';
import { applyWaivers } from '../waiver/apply-waivers.ts';
import type { WaiverSettings } from '../waiver/waiver-settings.ts';

/** One thing that a rule finds in an entity, and what becomes of it. */
export interface ExplainedFinding {
  readonly message: string;
  readonly help: string;
  /** JSON pointer into the manifest. */
  readonly pointer: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Null: nobody but admins hears of it. */
  readonly level: PolicyLevel | null;
  /** Why it weighs just so much. */
  readonly why: string;
  /** Id of the waiver that silences it. */
  readonly waivedBy?: string;
}

interface Circumstances {
  readonly subject: Subject;
  /** What the rule said of the entity at the base of the change; undefined where nothing is compared. */
  readonly before?: RuleAnswer | undefined;
  readonly catalog: Catalog;
  readonly changes: readonly Change[];
  readonly settings: PolicySettings;
  readonly waivers: WaiverSettings;
  readonly now: Date;
}

/** What becomes of each violation that a rule found in one entity. */
export function explainFindings(
  { violations }: RuleAnswer,
  { subject, before, catalog, changes, settings, waivers, now }: Circumstances,
): ExplainedFinding[] {
  const isCompared = subject.change !== undefined || before !== undefined;
  const isNew = markNew(violations, before?.violations ?? []).map((fresh) => fresh && isCompared);
  const explained = violations.map((violation, i) =>
    explain(violation, subject, isNew[i] === true, settings),
  );
  const drafts = explained.map(
    ({ message, help, pointer, level }, i): DraftFinding => ({
      ...{ message, help, level: level ?? 'notice', place: onValue(pointer) },
      rule: violations[i]?.rule.id ?? '',
      path: subject.record.path,
      entity: subject.record.key,
    }),
  );
  const waived = applyWaivers(drafts, { head: catalog, changes, now, settings: waivers }).drafts;
  return explained.map((finding, i) => {
    const { help = finding.help, waivedBy } = waived[i] ?? {};
    return { ...finding, help, ...(waivedBy === undefined ? {} : { waivedBy }) };
  });
}

function explain(
  violation: Violation,
  { manifest }: Subject,
  isNew: boolean,
  settings: PolicySettings,
): ExplainedFinding {
  const { rule, path, params } = violation;
  const { level, why } =
    rule.layer === 'risk' || rule.layer === 'approval'
      ? { level: undefined, why: assessed(violation) }
      : explainLevel(rule, manifest, isNew);
  return {
    message: renderMessage(violation),
    help: renderHelp(violation, settings),
    pointer: path,
    params,
    level: level ?? null,
    why,
  };
}

/** Rules that assess do not weigh: what they say is counted. */
function assessed({ rule, params }: Violation): string {
  if (rule.layer === 'risk') return `This alone makes the risk ${params['tier']}.`;
  const count = Number(params['count']);
  return `A change needs ${count === 1 ? 'an approval' : `${count} approvals`} of the role ${params['role']}.`;
}
