export interface LogLine {
  /** `bad_token`, `bad_signature`, `rate_limited`, or what Slack or Alertmanager said. */
  readonly reason: string;
  readonly incident?: string;
}

export type Log = (line: LogLine) => void;

/** One line of JSON for each thing worth knowing; no values of secrets. */
export const log: Log = (line) => console.log(JSON.stringify({ level: 'warn', ...line }));

export type LogEvent = (posted: {
  readonly incident: string;
  readonly channel: string;
  readonly ts: string;
}) => void;

/** The event that others can follow, in the form of CloudEvents, as one line of the log. */
export const logEvent: LogEvent = ({ incident, channel, ts }) =>
  console.log(
    JSON.stringify({
      specversion: '1.0',
      type: 'com.example.incidents.message.posted',
      source: '/connectors/incident-notifier',
      id: `${channel}/${ts}`,
      subject: incident,
      time: new Date(Number(ts) * 1000).toISOString(),
      data: { incident, channel, ts },
    }),
  );
