import type { PaymentEvent } from '../payment-provider.ts';

/** The form that creates a meter event. The names in the payload are those that Stripe gives a new meter. */
export function meterEventForm({ identifier, meter, customer, value, at }: PaymentEvent): URLSearchParams {
  return new URLSearchParams({
    event_name: meter,
    identifier,
    'payload[stripe_customer_id]': customer,
    'payload[value]': value,
    timestamp: String(Math.floor(at.getTime() / 1_000)),
  });
}
