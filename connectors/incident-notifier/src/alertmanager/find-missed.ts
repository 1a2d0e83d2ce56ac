import type { Incident, IncidentUpdate } from '../incident/incident.ts';

/** An incident that has just come may not be in what Alertmanager told a moment before. */
const SETTLED_MS = 120_000;

/** The ends that no webhook told of: incidents of which Alertmanager holds no alert any more. */
export function findMissed(
  incidents: readonly Incident[],
  open: ReadonlySet<string>,
  now: number,
): readonly IncidentUpdate[] {
  return incidents
    .filter(
      ({ source, status, fingerprints, since }) =>
        source === 'alertmanager' &&
        status !== 'resolved' &&
        since < now - SETTLED_MS &&
        fingerprints.length > 0 &&
        !fingerprints.some((fingerprint) => open.has(fingerprint)),
    )
    .map((incident) => ({ ...incident, status: 'resolved' }));
}
