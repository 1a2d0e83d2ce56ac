import type { World } from '../state/world.ts';
import { appOf } from './arrange-people.ts';

/** Rules of the default branch, as rulesets. */
export interface RuleArrangement {
  /** Requires a check, from an app when given. */
  requireCheck(name: string, app?: string): void;
  requireMergeQueue(): void;
}

export function arrangeRules(world: World): RuleArrangement {
  const addRule = (name: string, rule: object): void => {
    const written = { name, target: 'branch', enforcement: 'active', rules: [rule] };
    world.rulesets.push({ id: world.nextId(), written });
  };
  return {
    requireCheck: (context, slug) => {
      const source = slug === undefined ? {} : { integration_id: appOf(world, slug).id };
      addRule(`Requires ${context}`, {
        type: 'required_status_checks',
        parameters: { required_status_checks: [{ context, ...source }] },
      });
    },
    requireMergeQueue: () => addRule('Requires the merge queue', { type: 'merge_queue' }),
  };
}
