import { createHmac, randomUUID } from 'node:crypto';

export interface PagerDutyEvent {
  readonly type?: string;
  readonly incident: string;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly title?: string;
  readonly urgency?: 'high' | 'low';
  readonly service?: string;
  /** ISO 8601 */
  readonly occurredAt: string;
}

/** A webhook of PagerDuty, version 3: the body with the headers that prove who sends it. */
export function pagerDutyWebhook(event: PagerDutyEvent, secret: string) {
  const { incident, status, urgency = 'high', service = 'Shipment Tracking API', occurredAt } = event;
  const body = JSON.stringify({
    event: {
      id: randomUUID(),
      event_type: event.type ?? `incident.${status}`,
      resource_type: 'incident',
      occurred_at: occurredAt,
      agent: null,
      client: null,
      data: {
        id: incident,
        type: 'incident',
        self: `https://api.pagerduty.com/incidents/${incident}`,
        html_url: `https://acme.pagerduty.com/incidents/${incident}`,
        number: 17,
        status,
        title: event.title ?? 'Tracking is slow',
        created_at: '2026-11-23T14:00:00Z',
        urgency,
        service: { id: 'PSVC1', type: 'service_reference', summary: service },
      },
    },
  });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return {
    body,
    headers: { 'content-type': 'application/json', 'x-pagerduty-signature': `v1=${signature}` },
  };
}
