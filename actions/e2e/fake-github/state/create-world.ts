import type { Origin } from '../../origin/create-origin.ts';
import type { ApiDocument } from '../document/api-document.ts';
import type { World } from './world.ts';

export interface WorldOptions {
  readonly document: ApiDocument;
  readonly origin: Origin;
  readonly owner: string;
  readonly repo: string;
  readonly defaultBranch: string;
  readonly clock: () => Date;
}

/** GitHub's own limit for the gzip of one upload. */
const LONGEST_SARIF = 10 * 1024 * 1024;

/** A repository without people, issues or pull requests. */
export function createWorld({ clock, ...options }: WorldOptions): World {
  let lastId = 1000;
  let lastNumber = 0;
  return {
    ...options,
    now: () => `${clock().toISOString().slice(0, 19)}Z`,
    nextId: () => ++lastId,
    nextNumber: () => ++lastNumber,
    settings: { actionsMayApprove: false, longestSarif: LONGEST_SARIF },
    users: new Map(),
    apps: new Map(),
    teams: new Map(),
    tokens: new Map(),
    labels: new Map(),
    issues: new Map(),
    comments: [],
    reviews: [],
    reviewComments: [],
    checkRuns: [],
    statuses: [],
    timeline: [],
    rulesets: [],
    scans: [],
    queue: [],
  };
}
