import type { Origin } from '../../origin/create-origin.ts';
import type { ApiDocument } from '../document/api-document.ts';

export type Level = 'read' | 'write';

/** By the names that GitHub Apps use, such as `pull_requests`. */
export type Permissions = Readonly<Record<string, Level>>;

export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot';
  /** Whether reviews can be asked of this person. */
  readonly collaborator: boolean;
}

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  readonly privateKey: string;
  readonly permissions: Permissions;
  /** The account that it acts under. */
  readonly bot: User;
}

export interface Team {
  readonly id: number;
  readonly slug: string;
  readonly members: readonly string[];
}

export interface Label {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
}

export interface PullPart {
  /** Where the head is read from: a branch, or one of a fork below `refs/forks`. */
  readonly source: string;
  readonly headOwner: string;
  /** Null for a fork that is gone. */
  readonly headRepository: string | null;
  readonly headBranch: string;
  baseBranch: string;
  readonly draft: boolean;
  /** Logins and slugs of teams whose reviews are asked for. */
  reviewers: readonly string[];
  teamReviewers: readonly string[];
  merged?: { readonly at: string; readonly by: User; readonly commit: string };
}

/** An issue, or a pull request: on GitHub each of these is one of those. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'duplicate' | null;
  readonly author: User;
  labels: readonly string[];
  assignees: readonly string[];
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  readonly pull?: PullPart;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: User;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'PENDING' | 'DISMISSED';

export interface Review {
  readonly id: number;
  readonly pull: number;
  readonly author: User;
  state: ReviewState;
  readonly body: string;
  readonly commit: string;
  readonly submittedAt: string;
}

export interface ReviewComment {
  readonly id: number;
  readonly review: number;
  readonly pull: number;
  readonly author: User;
  readonly path: string;
  readonly line: number;
  readonly startLine: number | null;
  readonly body: string;
  readonly commit: string;
  readonly createdAt: string;
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: string;
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
  readonly start_column?: number;
  readonly end_column?: number;
}

export interface CheckRun {
  readonly id: number;
  readonly app: App;
  readonly sha: string;
  name: string;
  status: string;
  conclusion: string | null;
  detailsUrl: string | null;
  externalId: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: Annotation[];
  readonly startedAt: string;
  completedAt: string | null;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: User;
  readonly createdAt: string;
}

export interface TimelineEvent {
  readonly issue: number;
  readonly at: string;
  /** Name of its schema in GitHub's document. */
  readonly schema: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Ruleset {
  readonly id: number;
  /** As it was written through the API. */
  written: Readonly<Record<string, unknown>>;
}

/** Results that were uploaded to code scanning. */
export interface Scan {
  readonly commit: string;
  readonly ref: string;
  readonly sarif: unknown;
}

export interface QueueEntry {
  readonly number: number;
  readonly headSha: string;
  /** Ref and commit that checks run on. */
  readonly ref: string;
  readonly sha: string;
  readonly baseSha: string;
  readonly enqueuedBy: User;
}

export interface Caller {
  readonly user: User;
  /** Set for tokens of an app; people have none. */
  readonly app?: App;
  readonly permissions: Permissions;
}

/** Everything that the fake knows. It has one repository. */
export interface World {
  readonly document: ApiDocument;
  readonly origin: Origin;
  readonly owner: string;
  readonly repo: string;
  readonly defaultBranch: string;
  /** Time of a write, as GitHub writes it: UTC in whole seconds. */
  now(): string;
  nextId(): number;
  nextNumber(): number;
  readonly settings: {
    /** Whether the token of a workflow may approve and open pull requests; GitHub's default is no. */
    actionsMayApprove: boolean;
    /** Bytes of gzip that code scanning takes. */
    longestSarif: number;
  };
  /** By the login in lower case. */
  readonly users: Map<string, User>;
  readonly apps: Map<string, App>;
  readonly teams: Map<string, Team>;
  readonly tokens: Map<string, Caller>;
  /** By the name in lower case. */
  readonly labels: Map<string, Label>;
  readonly issues: Map<number, Issue>;
  comments: Comment[];
  readonly reviews: Review[];
  readonly reviewComments: ReviewComment[];
  readonly checkRuns: CheckRun[];
  readonly statuses: Status[];
  readonly timeline: TimelineEvent[];
  rulesets: Ruleset[];
  readonly scans: Scan[];
  queue: QueueEntry[];
}
