import type { ChecklistItem } from '@souk/model/approval/approval-state.ts';
import type { Review } from '@souk/model/approval/review.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import type { Report } from '@souk/model/report/report.ts';

const HEAD = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';
const BASE = '0f1e2d3c4b5a69788796a5b4c3d2e1f001234567';

/** A report of a small change that passes, to be changed where it matters. */
export function aReport(changes: Partial<Report> = {}): Report {
  return {
    schema: 'souk.report/v1',
    base: BASE,
    head: HEAD,
    verdict: 'pass',
    risk: { tier: 'low', reasons: [] },
    approvals: { required: [], autoApprovable: true },
    changes: [{ kind: 'App', id: 'invoice-scanner', type: 'modified' }],
    findings: [],
    permissions: [],
    cost: null,
    costPreview: null,
    consumers: [],
    similar: [],
    scores: [],
    scope: { judged: 1, total: 120 },
    timings: { total: 412 },
    ...changes,
  };
}

/** A pull request that is ready, to be changed where it matters. */
export function anOutcome(changes: Partial<GateOutcome> = {}): GateOutcome {
  return {
    state: 'ready',
    pull: {
      number: 42,
      head: HEAD,
      base: BASE,
      into: 'main',
      author: { id: 7, login: 'mira-okafor' },
      fromFork: false,
    },
    report: aReport(),
    approvals: { satisfied: true, checklist: [], vetoes: [], ignored: [] },
    autoApproval: { allowed: false, reasons: ['It is a draft.'] },
    meanwhile: [],
    conflicts: [],
    strayPaths: [],
    notes: [],
    ...changes,
  };
}

export function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'schema/required',
    level: 'deny',
    message: 'The manifest lacks owner, which is required.',
    help: 'Add it. Team that answers for it. Example: finance',
    docs: 'docs/rules/schema/required.md',
    entity: { kind: 'App', id: 'invoice-scanner' },
    location: {
      path: 'catalog/apps/invoice-scanner/manifest.yaml',
      line: 3,
      column: 1,
      endLine: 3,
      endColumn: 10,
    },
    ...changes,
  };
}

/** A role of which one approval is still to come. */
export function aChecklistItem(changes: Partial<ChecklistItem> = {}): ChecklistItem {
  return {
    role: 'security',
    count: 1,
    reason: 'It asks for a permission that it did not have.',
    holders: [],
    independent: true,
    approvedBy: [],
    missing: 1,
    canApprove: ['hanna-virtanen', 'tomas-lind'],
    ...changes,
  };
}

export function aReview(changes: Partial<Review> = {}): Review {
  return {
    reviewer: { id: 11, login: 'hanna-virtanen' },
    state: 'approved',
    commit: HEAD,
    submittedAt: '2026-11-22T09:00:00Z',
    ...changes,
  };
}
