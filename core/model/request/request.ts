import type { Manifest } from '../manifest/manifest.ts';

/** What people ask for by a form. */
export type RequestKind = 'app' | 'installation' | 'waiver' | 'problem';

/** The form of each kind of request, and the ids of the questions in it that are read. */
export const requestForms = {
  app: {
    file: 'submit-app.yml',
    required: ['template', 'id', 'name', 'summary', 'owner', 'classification'],
    optional: ['domain', 'contact', 'description'],
  },
  installation: {
    file: 'request-installation.yml',
    required: ['app', 'team', 'environment', 'reason'],
    optional: ['id', 'version', 'until', 'budget', 'cost-center', 'config', 'secrets'],
  },
  waiver: {
    file: 'request-waiver.yml',
    required: ['rule', 'entity', 'granted-by', 'until', 'reason'],
    optional: ['path', 'about'],
  },
  problem: {
    file: 'report-problem.yml',
    required: ['entity', 'problem', 'impact', 'details'],
    optional: [],
  },
} as const satisfies Record<
  RequestKind,
  { readonly file: string; readonly required: readonly string[]; readonly optional: readonly string[] }
>;

export const requestKinds: readonly RequestKind[] = ['app', 'installation', 'waiver', 'problem'];

/** What keeps a request from becoming a change, for the person who made it. */
export interface RequestProblem {
  /** The question that it is about; empty for the issue as a whole. */
  readonly field: string;
  readonly message: string;
}

/** A manifest that a request asks for, in its place. */
export interface DraftManifest {
  readonly path: string;
  readonly manifest: Manifest;
}

export type Drafted<Draft> =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly problems: readonly RequestProblem[] };
