import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

/** One message as it came. */
export interface ReceivedMessage {
  /** The `webhook-id`: the same for every attempt at one delivery. */
  readonly deliveryId: string;
  readonly seq: number;
  readonly type: string;
  readonly subject: string;
}

/** Takes every webhook whose signature is right, and remembers it. */
export interface WebhookReceiver {
  readonly url: string;
  readonly messages: readonly ReceivedMessage[];
  /** Messages that were not signed as they should be. */
  readonly forged: readonly string[];
  close(): Promise<void>;
}

/** @param secret the signing secret, as subscriptions refer to it */
export async function startWebhookReceiver(secret: string): Promise<WebhookReceiver> {
  const webhook = new Webhook(secret);
  const messages: ReceivedMessage[] = [];
  const forged: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    try {
      webhook.verify(body, request.headers as Record<string, string>);
      messages.push(readMessage(body, String(request.headers['webhook-id'])));
      response.writeHead(204).end();
    } catch (error) {
      forged.push(`${error}: ${body}`);
      response.writeHead(400).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    messages,
    forged,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function readMessage(body: string, deliveryId: string): ReceivedMessage {
  const { id, type, subject } = JSON.parse(body) as { id: string; type: string; subject: string };
  return { deliveryId, type, subject, seq: Number(id.slice(id.lastIndexOf('.') + 1)) };
}
