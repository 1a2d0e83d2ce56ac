import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Marketplace, Team } from '../manifest/manifest.ts';
import {
  type Act,
  accountOf,
  headAfter,
  idOf,
  type Name,
  people,
  type RoleShape,
  roleIds,
  type TeamId,
  teamIds,
  type World,
  writersOf,
} from '../testing/approval-world.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { aMarketplace, anApp, aTeam } from '../testing/manifests.ts';
import { isAllowed, isPinnedAway } from '../testing/plain-approval-rules.ts';
import { assembleRequirements } from './assemble-requirements.ts';
import { evaluateApprovals } from './evaluate-approvals.ts';
import { readApprovalSettings } from './read-approval-settings.ts';
import { type Person, readMembership } from './read-membership.ts';
import type { Review } from './review.ts';

const listed = people.filter((name) => name !== 'an');
const names = fc.subarray(listed);
const someone = fc.constantFrom(...people);
const roleShapes: fc.Arbitrary<RoleShape> = fc.record({
  team: fc.option(fc.constantFrom(...teamIds), { nil: undefined }),
  delegates: fc.subarray(listed, { minLength: 1, maxLength: 3 }),
  veto: fc.option(fc.boolean(), { nil: undefined }),
  independent: fc.option(fc.boolean(), { nil: undefined }),
});
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('approve' as const), by: someone }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('request changes' as const, 'comment' as const),
      by: someone,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('push' as const), by: someone }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('dismiss' as const),
      nth: fc.nat(5),
      by: fc.option(someone, { nil: undefined, freq: 6 }),
    }),
  },
);
const anyWorld: fc.Arbitrary<World> = fc.record({
  teams: fc.record({ red: names, blue: names, old: names }),
  roles: fc.record({ security: roleShapes, platform: roleShapes, legal: roleShapes }),
  pins: fc.dictionary(someone, fc.constantFrom('right', 'right', 'wrong'), {
    maxKeys: 2,
    noNullPrototype: true,
  }),
  severalRoles: fc.boolean(),
  ownerConsent: fc.boolean(),
  demands: fc.uniqueArray(
    fc.record({
      role: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...roleIds) },
        { weight: 1, arbitrary: fc.constant('unknown' as const) },
      ),
      count: fc.integer({ min: 1, max: 2 }),
    }),
    { selector: ({ role }) => role, maxLength: 3 },
  ),
  owner: fc.constantFrom(...teamIds),
  author: someone,
  acts: fc.array(acts, { maxLength: 14 }),
});

/** Some in which nothing is needed, so that vetoes alone decide. */
const worlds = fc.oneof(
  { weight: 2, arbitrary: anyWorld },
  { weight: 1, arbitrary: anyWorld.map((world) => ({ ...world, demands: [], ownerConsent: false })) },
);

describe('when people review, push, dismiss and request changes in any order', () => {
  it('is satisfied exactly when the rules, stated plainly, allow it', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        expect(askEngine(world).satisfied).toBe(isAllowed(world));
      }),
      { numRuns: 500 },
    );
  });

  it('names exactly those whose approval would bring it forward', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { checklist } = askEngine(world);
        const missing = sumOf(checklist.map((item) => item.missing));
        const canHelp = people.filter((name) => {
          const approved = { ...world, acts: [...world.acts, { type: 'approve' as const, by: name }] };
          return sumOf(askEngine(approved).checklist.map((item) => item.missing)) < missing;
        });
        const named = checklist.flatMap((item) => item.canApprove.map((login) => login.toLowerCase()));
        // That an account has lost its login shows only when it reviews.
        const bearers = people.filter((name) => named.includes(name) && !isPinnedAway(name, world));
        expect(bearers).toEqual(canHelp);
      }),
      { numRuns: 200 },
    );
  });
});

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function askEngine(world: World) {
  const base = catalogOf([
    marketplaceOf(world),
    ...teamIds.map((id) => teamOf(id, world)),
    anApp({ owner: world.owner }),
  ]);
  const head = catalogOf([
    marketplaceOf(world),
    ...teamIds.map((id) => teamOf(id, world)),
    anApp({ owner: world.owner, summary: 'Reads invoices of suppliers.' }),
  ]);
  const settings = readApprovalSettings(base);
  const requirements = assembleRequirements({
    required: world.demands.map((demand) => ({ ...demand, reason: 'A rule demands it.' })),
    changes: contextOf(base, head).changes,
    base,
    author: accountOf(world.author),
    changedPaths: [],
    strayPaths: [],
    settings,
  });
  return evaluateApprovals({
    requirements,
    reviews: reviewsOf(world.acts),
    head: headAfter(world.acts),
    authors: writersOf(world).map(accountOf),
    settings,
    teamsOf: readMembership(base).teamsOf,
  });
}

function marketplaceOf({ roles, severalRoles, ownerConsent }: World): Marketplace {
  const written = roleIds.map((id) => {
    const { team, delegates, veto, independent } = roles[id];
    return [
      id,
      {
        ...(team === undefined ? {} : { team }),
        ...(veto === undefined ? {} : { veto }),
        ...(independent === undefined ? {} : { independent }),
        delegates: delegates.map((name) => name.toUpperCase()),
      },
    ];
  });
  return aMarketplace({ roles: Object.fromEntries(written), approvals: { severalRoles, ownerConsent } });
}

function teamOf(id: TeamId, { teams, pins }: World): Team {
  const asPerson = (name: Name): Person => {
    const pin = pins[name];
    return pin === undefined ? name : { github: name, githubId: pin === 'right' ? idOf(name) : 900 };
  };
  return aTeam({ id, members: teams[id].map(asPerson), ...(id === 'old' ? { status: 'disbanded' } : {}) });
}

function reviewsOf(done: readonly Act[]): Review[] {
  const states = {
    approve: 'approved',
    'request changes': 'changes-requested',
    comment: 'commented',
  } as const;
  const reviews: Review[] = [];
  done.forEach((act, minute) => {
    if (act.type === 'push') return;
    if (act.type === 'dismiss') {
      const target = reviews[act.nth];
      if (target === undefined || target.state === 'commented' || target.state === 'dismissed') return;
      reviews[act.nth] = {
        ...target,
        state: 'dismissed',
        ...(act.by === undefined ? {} : { dismissal: { was: target.state, by: accountOf(act.by) } }),
      };
      return;
    }
    reviews.push({
      reviewer: accountOf(act.by),
      state: states[act.type],
      commit: headAfter(done.slice(0, minute)),
      submittedAt: new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString(),
    });
  });
  return reviews;
}
