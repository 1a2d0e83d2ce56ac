export interface LogLine {
  readonly reason: string;
  readonly object?: string;
  /** Name of the alert that this line raises. */
  readonly alert?: 'CrmSyncDeadLetters' | 'CrmSyncDrift';
}

export type Log = (line: LogLine) => void;

/** One line of JSON for each thing worth knowing; nothing out of a record. */
export const log: Log = (line) =>
  console.log(JSON.stringify({ level: line.alert === undefined ? 'info' : 'warn', ...line }));

export type LogEvent = (run: { readonly at: number; readonly rows: number; readonly dead: number }) => void;

/** The event that others can follow, in the form of CloudEvents, as one line of the log. */
export const logEvent: LogEvent = ({ at, rows, dead }) =>
  console.log(
    JSON.stringify({
      specversion: '1.0',
      type: 'com.example.crm.sync.completed',
      source: '/connectors/crm-postgres-sync',
      id: `run/${at}`,
      time: new Date(at).toISOString(),
      data: { rows, dead },
    }),
  );
