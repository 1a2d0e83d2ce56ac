import type { Instance } from '@souk/model/installation/instance.ts';
import type { InstallationRecord } from '../../installation-record.ts';
import { planRecord } from '../../plan-record.ts';
import type { InstallationWish } from '../../read-wishes.ts';

/** What there is to say of one installation of a pull request. */
export type Proposal =
  | {
      readonly type: 'plan';
      readonly instance: Instance;
      /** References to secrets that may be read before the merge: those that it has already. */
      readonly secrets: ReadonlySet<string>;
    }
  | { readonly type: 'note'; readonly text: string };

/** @returns undefined where it is none of this driver's */
export function planProposal(
  wish: InstallationWish,
  record: InstallationRecord | undefined,
  now: Date,
): Proposal | undefined {
  if (wish.driver !== 'terraform') return undefined;
  const { id } = wish.facts.installation;
  const plan = planRecord(id, record, wish, new Set(['terraform', record?.driver ?? 'terraform']), now);
  const { step } = plan;
  switch (step.type) {
    case 'apply': {
      const known = record?.driver === 'terraform' ? (record.instance?.secrets ?? []) : [];
      return {
        type: 'plan',
        instance: step.instance,
        secrets: new Set(known.map(({ reference }) => reference)),
      };
    }
    case 'remove':
      return {
        type: 'note',
        text: `It moves here from the driver ${step.driver}, which takes it down first.`,
      };
    case 'none':
      return { type: 'note', text: plan.record?.blocked ?? 'Nothing of it changes.' };
  }
}
