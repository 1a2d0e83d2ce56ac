import type { App } from '@souk/model/manifest/manifest.ts';

/** An app with something that one rule finds; undefined where the app has no place for it. */
export type Flaw = (app: App) => App | undefined;

/** By the rule that finds it. */
export type Flaws = Readonly<Record<string, Flaw>>;

/** What creeps into apps that were fine once: the rules warn of it, or tolerate what was there before. */
export const agedFlaws: Flaws = {
  'developer/changelog': (app) => ({ ...app, quality: { tests: 'npm test' } }),
  'developer/compliance': (app) => ({ ...app, compliance: ['gdpr'] }),
  'developer/description': (app) => ({ ...app, description: app.summary }),
  'developer/domain': (app) => ({ ...app, domain: 'human-resources' }),
  'developer/health-check': (app) =>
    app.runtime.healthCheck === undefined ? undefined : withRuntime(app, { healthCheck: undefined }),
  'developer/on-call': ({ support: { oncall: _, ...support } = {}, ...app }) => ({
    ...app,
    tags: ['business-critical'],
    support,
  }),
  'developer/tags': (app) => ({ ...app, tags: [...(app.tags ?? []), 'invoicing'] }),
  'org/cost-center': (app) => ({ ...app, costCenter: 'CC-9140' }),
  'org/data-retention': (app) => ({ ...app, data: { ...app.data, retention: '12y' } }),
  'platform/connector-known': (app) => ({
    ...app,
    apis: { ...app.apis, consumes: [...(app.apis?.consumes ?? []), 'mainframe'] },
  }),
  'platform/naming': (app) => ({ ...app, events: { produces: [`${app.id}-done`] } }),
  'platform/runtime-supported': (app) =>
    app.runtime.type === 'container' || app.runtime.type === 'function'
      ? withRuntime(app, { version: 'node20', entry: 'dist/main.js' })
      : undefined,
  'platform/scope-unused': withUnusedScope,
  'platform/secrets': (app) => ({ ...app, secrets: [{ name: 'API_TOKEN', description: 'Ask the team.' }] }),
  'platform/signature': (app) =>
    app.lifecycle?.stage === 'vetted' ? undefined : withProvenance(app, { signedBy: undefined }),
  'platform/slsa': (app) => (app.provenance?.slsa === 3 ? withProvenance(app, { slsa: 2 }) : undefined),
};

/** What a proposal may still lack. */
export const draftFlaws: Flaws = {
  'developer/backup-owner': ({ backupOwner: _, ...app }) => app,
  'developer/contact': ({ contact: _, ...app }) => app,
  'developer/license': ({ license: _, ...app }) => app,
  'developer/runbook': (app) => ({ ...app, support: { sla: 'best effort' } }),
  'developer/slo-declared': ({ slos: _, ...app }) => app,
  'developer/tests-declared': ({ quality: { tests: _, ...quality } = {}, ...app }) => ({ ...app, quality }),
  'org/privacy-assessment': (app) =>
    app.data?.privacyAssessment === undefined
      ? undefined
      : { ...app, data: { ...app.data, privacyAssessment: 'asked for' } },
  'org/vendor-risk': withUnratedVendor,
  'platform/embedding': (app) =>
    app.runtime.csp === undefined ? undefined : withRuntime(app, { csp: undefined }),
  'platform/scope-reason': (app) => ({
    ...app,
    permissions: app.permissions?.map(({ reason: _, ...permission }) => permission) ?? [],
  }),
};

/** What the rules refuse, and a catalog has all the same: it came in before the rule, or a waiver has ended. */
export const refusedFlaws: Flaws = {
  'org/vendor-risk': withUnratedVendor,
  'platform/artifact-digest': (app) => ({
    ...app,
    artifact: { ref: `registry.example.com/acme/${app.id}:${app.version}` },
  }),
  'platform/scope-known': (app) => ({
    ...app,
    permissions: (app.permissions ?? []).map((permission) => ({
      ...permission,
      scopes: [...(permission.scopes ?? []), `${permission.name}:browse`],
    })),
  }),
};

function withUnusedScope(app: App): App {
  const left = {
    name: 'calendar',
    type: 'oauth2',
    scopes: ['calendar:read'],
    reason: 'Read the rota of the team in version 1.',
  };
  const consumes = (app.apis?.consumes ?? []).filter((api) => api !== left.name);
  const permissions = (app.permissions ?? []).filter(({ name }) => name !== left.name);
  return { ...app, permissions: [...permissions, left], apis: { ...app.apis, consumes } };
}

/** A vendor that security has not reviewed yet, and that the author has not rated either. */
function withUnratedVendor(app: App): App {
  const target = {
    host: 'api.vendor.example.org',
    purpose: 'Looks figures up.',
    vendor: 'Emission Tables Foundation',
  };
  return { ...app, egress: [...(app.egress ?? []), target] };
}

function withRuntime(
  app: App,
  changes: Partial<Record<'healthCheck' | 'csp' | 'version' | 'entry', string | undefined>>,
): App {
  return { ...app, runtime: present({ ...app.runtime, ...changes }) };
}

function withProvenance(app: App, changes: { slsa?: number; signedBy?: undefined }): App {
  return { ...app, provenance: present({ ...app.provenance, ...changes }) };
}

/** The same without keys that have no value. */
function present<Shape extends object>(
  shape: Shape,
): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never;
}
