import { gunzipSync } from 'node:zlib';
import { type Operations, Refusal } from './operation.ts';

export const scanOperations = {
  'code-scanning/upload-sarif': {
    needs: ['security_events:write'],
    handle: async ({ body, world }) => {
      const zipped = Buffer.from(body.sarif, 'base64');
      if (zipped.length > world.settings.longestSarif) {
        throw new Refusal(413, 'The SARIF file is too large.');
      }
      if ((await world.origin.resolve(body.commit_sha)) === undefined) {
        throw new Refusal(404, `commit not found: ${body.commit_sha}`);
      }
      world.scans.push({ commit: body.commit_sha, ref: body.ref, sarif: readSarif(zipped) });
      return { status: 202, body: { id: `scan-${world.scans.length}`, url: 'https://github.example/scan' } };
    },
  },
} satisfies Operations;

function readSarif(zipped: Buffer): unknown {
  try {
    return JSON.parse(gunzipSync(zipped).toString());
  } catch (cause) {
    throw new Refusal(
      400,
      `The SARIF is not JSON in gzip: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}
