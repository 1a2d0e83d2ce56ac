import type { Entry } from '../manifest/manifest.ts';
import type { ManifestDraft } from './manifest-draft.ts';
import { lossy, type Mapped, mapped } from './mapped.ts';
import type { SourceNode } from './source-node.ts';

type Stage = NonNullable<Entry['lifecycle']>['stage'];

const STAGES: Readonly<Record<Stage, readonly string[]>> = {
  proposed: [
    'proposed',
    'pending',
    'draft',
    'submitted',
    'inreview',
    'underreview',
    'review',
    'new',
    'experimental',
    'development',
    'alpha',
    'rejected',
    'denied',
    'unvetted',
    'notvetted',
    'pendingreview',
    'pendingapproval',
    'requested',
  ],
  vetted: [
    'vetted',
    'approved',
    'verified',
    'certified',
    'accepted',
    'beta',
    'preview',
    'conditionallyapproved',
  ],
  published: [
    'published',
    'active',
    'live',
    'production',
    'ga',
    'generallyavailable',
    'released',
    'stable',
    'available',
    'operational',
  ],
  'maintenance-required': [
    'maintenancerequired',
    'maintenance',
    'needsmaintenance',
    'unmaintained',
    'outdated',
    'revetting',
    'needsattention',
  ],
  deprecated: ['deprecated', 'sunset', 'sunsetting', 'endoflife', 'eol', 'legacy'],
  retired: ['retired', 'archived', 'removed', 'decommissioned', 'inactive', 'disabled', 'revoked'],
};

/** The stage that a status word means; undefined for a word that means none. */
function stageFor(text: string): Stage | undefined {
  const plain = text.toLowerCase().replace(/[^a-z]/g, '');
  return (Object.keys(STAGES) as Stage[]).find((stage) => STAGES[stage].includes(plain));
}

export function toStage(node: SourceNode): Mapped | undefined {
  const text = node.text();
  const stage = text === undefined ? undefined : stageFor(text);
  if (stage === undefined) return undefined;
  return stage === text
    ? mapped(stage, node)
    : lossy(stage, node, `${JSON.stringify(text)} became stage ${stage}.`);
}

/** Stages that an entry reaches by meeting the policies of its catalog, each by a pull request. */
const earned: ReadonlySet<unknown> = new Set<Stage>(['vetted', 'published', 'maintenance-required']);

/** What was approved or went live elsewhere begins as a proposal here; the word of the source is kept beside it. */
export function proposeAnew(draft: ManifestDraft): void {
  const stage = draft.at('/lifecycle/stage');
  if (!earned.has(stage)) return;
  draft.leaveOut(
    '/lifecycle/stage',
    `It would be stage ${stage}, which is earned here: the entry begins as proposed.`,
  );
  draft.put('/lifecycle/stage', 'proposed');
}

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  public: ['public', 'open', 'none', 'unclassified'],
  internal: ['internal', 'internalonly', 'low', 'private', 'companyinternal'],
  confidential: ['confidential', 'sensitive', 'medium', 'pii', 'personal'],
  restricted: [
    'restricted',
    'secret',
    'high',
    'highlysensitive',
    'highlyconfidential',
    'phi',
    'regulated',
    'strictlyconfidential',
  ],
};

export function toClassification(node: SourceNode): Mapped | undefined {
  const text = node.text();
  const plain = text?.toLowerCase().replace(/[^a-z]/g, '') ?? '';
  const found = Object.keys(CLASSES).find((name) => CLASSES[name]?.includes(plain));
  if (found === undefined) return undefined;
  return found === text
    ? mapped(found, node)
    : lossy(found, node, `${JSON.stringify(text)} became class ${found}.`);
}

/** The day of a date, or the instant; anything else is left over. */
export function toTimestamp(node: SourceNode): Mapped | undefined {
  const text = node.text();
  return text !== undefined && /^\d{4}-\d{2}-\d{2}/.test(text) ? mapped(text, node) : undefined;
}
