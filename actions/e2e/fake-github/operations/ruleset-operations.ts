import { renderRuleset } from '../answers/render.ts';
import type { Ruleset, World } from '../state/world.ts';
import { found, invalid, type Operations } from './operation.ts';

export const rulesetOperations = {
  'repos/get-repo-rulesets': {
    needs: ['metadata:read'],
    handle: ({ world }) => ({
      // Lists have no rules and conditions: these are read one by one.
      list: world.rulesets.map((ruleset) => {
        const { rules: _rules, conditions: _conditions, ...rest } = renderRuleset(world, ruleset);
        return rest;
      }),
    }),
  },
  'repos/get-repo-ruleset': {
    needs: ['metadata:read'],
    handle: ({ path, world }) => ({
      status: 200,
      body: renderRuleset(world, requireRuleset(world, path.ruleset_id)),
    }),
  },
  'repos/create-repo-ruleset': {
    needs: ['administration:write'],
    handle: ({ body, world }) => {
      if (world.rulesets.some(({ written }) => written['name'] === body.name)) {
        throw invalid('Ruleset', 'name', 'Name must be unique');
      }
      const ruleset = { id: world.nextId(), written: { ...body } };
      world.rulesets.push(ruleset);
      return { status: 201, body: renderRuleset(world, ruleset) };
    },
  },
  'repos/update-repo-ruleset': {
    needs: ['administration:write'],
    handle: ({ path, body, world }) => {
      const ruleset = requireRuleset(world, path.ruleset_id);
      ruleset.written = { ...ruleset.written, ...body };
      return { status: 200, body: renderRuleset(world, ruleset) };
    },
  },
  'repos/delete-repo-ruleset': {
    needs: ['administration:write'],
    handle: ({ path, world }) => {
      const ruleset = requireRuleset(world, path.ruleset_id);
      world.rulesets = world.rulesets.filter((one) => one !== ruleset);
      return { status: 204 };
    },
  },
} satisfies Operations;

function requireRuleset(world: World, id: number): Ruleset {
  return found(world.rulesets.find((ruleset) => ruleset.id === id));
}
