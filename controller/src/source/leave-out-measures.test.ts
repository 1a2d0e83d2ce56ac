import { describe, expect, it } from 'vitest';
import { leaveOutMeasures } from './leave-out-measures.ts';

describe('when a message tells how long or how much', () => {
  it.each([
    [
      'Failed to connect to git.example.com port 443 after 3072 ms: Could not connect to server',
      'Failed to connect to git.example.com port 443: Could not connect to server',
    ],
    ['Connection timed out after 10002 milliseconds', 'Connection timed out'],
    ['Operation timed out after 30.5 seconds with 17 out of 900 bytes received', 'Operation timed out'],
    ['error: 5123 bytes of body are still expected', 'error: '],
    ['HTTP/2 stream 7 was not closed cleanly', 'HTTP/2 was not closed cleanly'],
    ['https://git.example.com:8443/acme/catalog2.git: error 503', undefined],
  ])('leaves that out of "%s"', (text, expected = text) => {
    expect(leaveOutMeasures(text)).toBe(expected);
  });
});
