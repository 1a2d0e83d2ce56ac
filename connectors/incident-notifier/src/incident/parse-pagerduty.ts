import type { IncidentUpdate } from './incident.ts';
import { objectOf, parseObject, timeOf, webLink } from './values.ts';

const statuses: Readonly<Record<string, IncidentUpdate['status']>> = {
  triggered: 'firing',
  acknowledged: 'acknowledged',
  resolved: 'resolved',
};

/**
 * Undefined for what is no webhook of version 3, see schemas/pagerduty.schema.json; `ignored` for one that tells of
 * something else than an incident, or of a note on one.
 */
export function parsePagerDuty(body: string): IncidentUpdate | 'ignored' | undefined {
  const event = objectOf(parseObject(body)?.['event']);
  const data = objectOf(event?.['data']);
  const at = timeOf(event?.['occurred_at']);
  if (event === undefined || data === undefined || at === undefined || typeof data['id'] !== 'string')
    return undefined;
  const status = statuses[String(data['status'])];
  if (event['resource_type'] !== 'incident' || data['type'] !== 'incident' || status === undefined)
    return 'ignored';
  const service = objectOf(data['service'])?.['summary'];
  const place = typeof service === 'string' ? service : '';
  const severity = data['urgency'] === 'low' ? 'warning' : 'critical';
  return {
    source: 'pagerduty',
    id: data['id'],
    title:
      typeof data['title'] === 'string' && data['title'] !== '' ? data['title'] : `Incident ${data['id']}`,
    status,
    severity,
    labels: { severity, ...(place === '' ? {} : { service: place }) },
    since: timeOf(data['created_at']) ?? at,
    at,
    place,
    lines: [],
    count: 1,
    links: webLink('Incident', typeof data['html_url'] === 'string' ? data['html_url'] : undefined),
    fingerprints: [],
  };
}
