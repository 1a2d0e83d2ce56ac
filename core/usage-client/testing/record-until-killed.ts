import { writeSync } from 'node:fs';
import { httpSender } from '../http-sender.ts';
import { openUsageClient } from '../open-usage-client.ts';

/**
 * A program that meters until it is killed: `node record-until-killed.ts <folder> <url> <first id>`. It writes the id of
 * each event that it was told is kept, and nothing else.
 */
const [folder = '', url = '', first = ''] = process.argv.slice(2);

const client = await openUsageClient({
  spool: folder,
  send: httpSender({ url, token: async () => 'token' }),
});
let number = 0;
async function recordOn(): Promise<never> {
  for (;;) {
    number++;
    const id = await client.record({ id: `${first}-${number}`, metric: 'calls', value: '1' });
    writeSync(1, `${id}\n`);
  }
}
await Promise.all(Array.from({ length: 20 }, recordOn));
