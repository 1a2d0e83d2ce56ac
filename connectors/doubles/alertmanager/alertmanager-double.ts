import { DoubleServer } from '../http/double-server.ts';

export interface DoubleAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** ISO 8601 */
  readonly startsAt?: string;
}

export interface AlertGroup {
  readonly receiver?: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly firing: readonly DoubleAlert[];
  readonly resolved?: readonly DoubleAlert[];
}

/** Alertmanager: the webhook of version 4 for a group, and its list of open alerts. */
export class AlertmanagerDouble extends DoubleServer {
  readonly #open = new Map<string, DoubleAlert>();

  /** The body of a webhook. What fires in it is open from then on, what is resolved no more. */
  notify({ receiver = 'chat', groupLabels, firing, resolved = [] }: AlertGroup): string {
    for (const alert of firing) this.#open.set(fingerprintOf(alert), alert);
    for (const alert of resolved) this.#open.delete(fingerprintOf(alert));
    const alerts = [
      ...firing.map((alert) => renderAlert(alert, 'firing')),
      ...resolved.map((alert) => renderAlert(alert, 'resolved')),
    ];
    return JSON.stringify({
      version: '4',
      groupKey: `{}:${renderLabels(groupLabels)}`,
      truncatedAlerts: 0,
      status: firing.length > 0 ? 'firing' : 'resolved',
      receiver,
      groupLabels,
      commonLabels: common(alerts.map(({ labels }) => labels)),
      commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
      externalURL: 'https://alertmanager.example.com',
      alerts,
    });
  }

  /** An alert ends without a webhook that tells of it. */
  forget(alert: DoubleAlert): void {
    this.#open.delete(fingerprintOf(alert));
  }

  protected handle(request: Request): Response {
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET' || pathname !== '/api/v2/alerts') return new Response(null, { status: 404 });
    return Response.json(
      [...this.#open].map(([fingerprint, alert]) => ({
        ...renderAlert(alert, 'firing'),
        fingerprint,
        status: { state: 'active', silencedBy: [], inhibitedBy: [] },
      })),
    );
  }
}

function renderAlert(alert: DoubleAlert, status: 'firing' | 'resolved') {
  const { labels, annotations = {}, startsAt = '2026-11-23T14:02:00Z' } = alert;
  return {
    status,
    labels,
    annotations,
    startsAt,
    endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : '2026-11-23T14:20:00Z',
    generatorURL: 'https://prometheus.example.com/graph',
    fingerprint: fingerprintOf(alert),
  };
}

/** FNV-1a over the labels, as Alertmanager does. */
function fingerprintOf({ labels }: DoubleAlert): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(renderLabels(labels)))
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, '0');
}

function renderLabels(labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ')}}`;
}

function common(all: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((labels) => labels[name] === value)),
  );
}
