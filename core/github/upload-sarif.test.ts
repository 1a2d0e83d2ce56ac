import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openClient } from './testing/open-client.ts';
import { commit } from './testing/sample-answers.ts';
import { startScriptedServer } from './testing/scripted-server.ts';
import { uploadSarif } from './upload-sarif.ts';

const PATH = 'POST /repos/acme/catalog/code-scanning/sarifs';
const upload = { commit: commit('a'), ref: 'refs/pull/12/head', sarif: '{"runs":[]}' };

describe('when results are handed to code scanning', () => {
  it('packs them', async () => {
    await using server = await startScriptedServer({ [PATH]: [{ status: 202, body: { id: '1' } }] });
    expect(await uploadSarif(openClient(server.origin), upload)).toEqual({ accepted: true });
    const body = server.received[0]?.body;
    expect(body).toMatchObject({ commit_sha: commit('a'), ref: 'refs/pull/12/head' });
    const packed = typeof body === 'object' && body !== null && 'sarif' in body ? String(body.sarif) : '';
    expect(gunzipSync(Buffer.from(packed, 'base64')).toString()).toBe(upload.sarif);
  });

  it.each([
    [403, 'Advanced Security must be enabled for this repository to use code scanning.'],
    [404, 'Not Found'],
    [413, 'Payload too large'],
  ])('tells why the repository does not take them: %i', async (status, message) => {
    await using server = await startScriptedServer({ [PATH]: [{ status, body: { message } }] });
    expect(await uploadSarif(openClient(server.origin), upload)).toEqual({
      accepted: false,
      because: expect.stringContaining(message.replace(/\.$/, '')),
    });
  });

  it('throws when GitHub is down', async () => {
    await using server = await startScriptedServer({ [PATH]: [{ status: 503, body: {} }] });
    await expect(uploadSarif(openClient(server.origin), upload)).rejects.toMatchObject({
      code: 'unreachable',
    });
  });
});
