/** Where something went wrong: the runbook names them. */
export type Step = 'verify' | 'lookup' | 'post' | 'meter';

export interface LogLine {
  readonly step: Step;
  /** What came, in a word or two; never a value of a secret or anything about people. */
  readonly reason: string;
  readonly leadId?: string;
  /** Name of the alert that this line raises. */
  readonly alert?: 'LeadAlertsDeadLetter';
}

export type Log = (line: LogLine) => void;

/** One line of JSON for each thing worth knowing. */
export const log: Log = (line) =>
  console.log(JSON.stringify({ level: line.alert === undefined ? 'warn' : 'error', ...line }));

export type LogEvent = (announced: { readonly leadId: string; readonly ts: string }) => void;

/** The event that others can follow, in the form of CloudEvents, as one line of the log. */
export const logEvent: LogEvent = ({ leadId, ts }) =>
  console.log(
    JSON.stringify({
      specversion: '1.0',
      type: 'com.example.crm.lead.announced',
      source: '/connectors/crm-slack-alerts',
      id: `${leadId}/${ts}`,
      subject: leadId,
      time: new Date(Number(ts) * 1000).toISOString(),
      data: { leadId, ts },
    }),
  );
