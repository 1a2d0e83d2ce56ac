/**
 * Turns an order into an invoice request. The id of the result depends only on the order, so that handling the
 * same event twice asks for one invoice.
 */
export function handler(event) {
  if (typeof event.orderId !== 'string' || !/^\d+\.\d{2}$/.test(event.amount)) {
    return { status: 'dead-letter', reason: 'The event does not match its schema.' };
  }
  return {
    status: 'produced',
    event: { id: `invoice-${event.orderId}`, orderId: event.orderId, amount: event.amount },
  };
}
