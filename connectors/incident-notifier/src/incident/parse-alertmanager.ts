import type { IncidentUpdate, Labels } from './incident.ts';
import { highestSeverity, parseSeverity } from './severity.ts';
import { type JsonObject, labelsOf, objectOf, parseObject, timeOf, webLink } from './values.ts';

interface Alert {
  readonly firing: boolean;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly since: number;
  readonly fingerprint: string;
}

const MOST_ALERTS = 10_000;

/** Undefined for what is no webhook of version 4, see schemas/alertmanager.schema.json. */
export function parseAlertmanager(body: string): IncidentUpdate | undefined {
  const hook = parseObject(body);
  if (hook?.['version'] !== '4' || typeof hook['groupKey'] !== 'string' || hook['groupKey'] === '')
    return undefined;
  const alerts = readAlerts(hook['alerts']);
  if (alerts === undefined || !['firing', 'resolved'].includes(String(hook['status']))) return undefined;
  const firing = alerts.filter((alert) => alert.firing);
  const shown = firing.length > 0 ? firing : alerts;
  const labels = { ...labelsOf(hook['groupLabels']), ...labelsOf(hook['commonLabels']) };
  const annotations = labelsOf(hook['commonAnnotations']);
  const severity = highestSeverity(shown.map((alert) => parseSeverity(alert.labels['severity'])));
  return {
    source: 'alertmanager',
    id: hook['groupKey'],
    title: labels['alertname'] ?? annotations['summary'] ?? 'Several alerts',
    status: firing.length > 0 ? 'firing' : 'resolved',
    severity,
    labels: { ...labels, ...(severity === 'unknown' ? {} : { severity }) },
    since: Math.min(...shown.map(({ since }) => since)),
    at: undefined,
    place: placeOf(labels, annotations),
    lines: firing.map((alert) => lineOf(alert, labels)),
    count: firing.length + truncatedOf(hook),
    links: [
      ...webLink('Dashboard', annotations['dashboard_url'] ?? annotations['dashboard']),
      ...webLink('Runbook', annotations['runbook_url'] ?? annotations['runbook']),
    ],
    fingerprints: firing.map(({ fingerprint }) => fingerprint),
  };
}

function readAlerts(value: unknown): readonly Alert[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_ALERTS) return undefined;
  const alerts = value.flatMap((item): Alert[] => {
    const { status, labels, annotations, startsAt, fingerprint } = objectOf(item) ?? {};
    const since = timeOf(startsAt);
    if (since === undefined || typeof fingerprint !== 'string') return [];
    return [
      {
        firing: status === 'firing',
        labels: labelsOf(labels),
        annotations: labelsOf(annotations),
        since,
        fingerprint,
      },
    ];
  });
  return alerts.length === value.length ? alerts : undefined;
}

function placeOf(labels: Labels, annotations: Labels): string {
  const named = [labels['service'] ?? labels['job'], labels['region'] ?? labels['cluster']].filter(Boolean);
  return named.length > 0 ? named.join(', ') : (annotations['summary'] ?? '');
}

/** What tells an alert from the others of its group. */
function lineOf({ labels, annotations }: Alert, common: Labels): string {
  const own = Object.entries(labels).filter(([name, value]) => common[name] !== value && name !== 'severity');
  const summary = annotations['summary'] ?? annotations['description'];
  const place = own.map(([name, value]) => `${name} ${value}`).join(', ');
  return [place, summary].filter(Boolean).join(': ') || 'one alert';
}

function truncatedOf(hook: JsonObject): number {
  const truncated = hook['truncatedAlerts'];
  return typeof truncated === 'number' && Number.isInteger(truncated) && truncated > 0 ? truncated : 0;
}
