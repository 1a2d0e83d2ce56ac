export interface Template {
  /** Name of its folder under actions/templates. */
  readonly id: string;
  readonly kind: 'App' | 'Connector';
  readonly title: string;
  /** When to choose it, in one line. */
  readonly use: string;
}

/** Starter templates: one for each type of runtime, then one for each pattern of integration. */
export const templates: readonly Template[] = [
  {
    id: 'wasm',
    kind: 'App',
    title: 'WebAssembly module',
    use: 'Pure logic that should run anywhere, shut off from everything',
  },
  { id: 'container', kind: 'App', title: 'Container service', use: 'An HTTP service that is always on' },
  { id: 'function', kind: 'App', title: 'Function', use: 'Short work on demand or by the clock' },
  {
    id: 'web-component',
    kind: 'App',
    title: 'Web component',
    use: 'A piece of interface that other pages show',
  },
  {
    id: 'iframe',
    kind: 'App',
    title: 'Embedded page',
    use: 'A page of its own inside the portal, in a sandbox',
  },
  {
    id: 'terraform',
    kind: 'App',
    title: 'Terraform module',
    use: 'Infrastructure that a team gets by installing',
  },
  {
    id: 'low-code',
    kind: 'App',
    title: 'Low-code flow',
    use: 'Forms and approvals drawn in a low-code platform',
  },
  {
    id: 'api-first',
    kind: 'App',
    title: 'API-first',
    use: 'An API that others build on: contract first, mock from day one',
  },
  {
    id: 'event-driven',
    kind: 'Connector',
    title: 'Event-driven',
    use: 'Reacts to events of one system with events for another',
  },
  {
    id: 'adapter',
    kind: 'Connector',
    title: 'Adapter (facade)',
    use: 'A clean API in front of a system you cannot change',
  },
  {
    id: 'sidecar',
    kind: 'Connector',
    title: 'Sidecar',
    use: 'One duty beside each instance of an app, such as signing',
  },
  {
    id: 'managed-connector',
    kind: 'Connector',
    title: 'Managed connector',
    use: 'Copies data between systems, run by the platform',
  },
];

/** The template that `souk init app` and `souk init connector` take when none is named. */
export const defaultTemplates: Readonly<Record<Template['kind'], string>> = {
  App: 'container',
  Connector: 'managed-connector',
};

export function templatesOf(kind: Template['kind']): readonly Template[] {
  return templates.filter((template) => template.kind === kind);
}

export function findTemplate(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}
