const ALERTMANAGER = 'https://alertmanager.example.com';
const CALL_MS = 4_000;

/** Names of all alerts that Alertmanager holds, muted ones too; undefined when it cannot be asked. */
export async function readOpenAlerts(): Promise<ReadonlySet<string> | undefined> {
  try {
    const answer = await fetch(`${ALERTMANAGER}/api/v2/alerts`, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(CALL_MS),
    });
    if (!answer.ok) return undefined;
    const alerts: unknown = await answer.json();
    if (!Array.isArray(alerts)) return undefined;
    return new Set(
      alerts.flatMap(({ fingerprint }) => (typeof fingerprint === 'string' ? [fingerprint] : [])),
    );
  } catch {
    return undefined;
  }
}
