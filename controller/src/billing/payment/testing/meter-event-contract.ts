/**
 * What Stripe publishes of creating a meter event, in our words. The request is that of `POST /v1/billing/meter_events` in
 * its OpenAPI document of version 2026-09-30.endive (operation PostBillingMeterEvents), the answer and the error those of its
 * API reference; read on 23 November 2026. Forms are flat: `payload[value]` is the member `value` of `payload`.
 */
export const meterEventRequest = {
  type: 'object',
  required: ['event_name', 'payload'],
  properties: {
    event_name: { type: 'string', maxLength: 100 },
    expand: { type: 'array', items: { type: 'string', maxLength: 5_000 } },
    identifier: { type: 'string', maxLength: 100 },
    payload: { type: 'object', additionalProperties: { type: 'string' } },
    timestamp: { type: 'integer' },
  },
  additionalProperties: false,
} as const;

export const meterEventAnswer = {
  type: 'object',
  required: ['created', 'event_name', 'identifier', 'livemode', 'object', 'payload', 'timestamp'],
  properties: {
    created: { type: 'integer' },
    event_name: { type: 'string', maxLength: 100 },
    identifier: { type: 'string', maxLength: 5_000 },
    livemode: { type: 'boolean' },
    object: { const: 'billing.meter_event' },
    payload: { type: 'object', additionalProperties: { type: 'string' } },
    timestamp: { type: 'integer' },
  },
} as const;

export const errorAnswer = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['type'],
      properties: {
        type: { enum: ['api_error', 'card_error', 'idempotency_error', 'invalid_request_error'] },
        code: { type: 'string', maxLength: 5_000 },
        message: { type: 'string', maxLength: 40_000 },
        param: { type: 'string', maxLength: 5_000 },
      },
    },
  },
} as const;
