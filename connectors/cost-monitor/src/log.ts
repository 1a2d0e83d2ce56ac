import type { Threat } from './budget/find-threats.ts';

export interface LogLine {
  readonly reason: string;
  readonly day?: string;
  /** Name of the alert that this line raises. */
  readonly alert?: 'CostMonitorIncomplete' | 'CostMonitorUntagged';
}

export type Log = (line: LogLine) => void;

/** One line of JSON for each thing worth knowing. */
export const log: Log = (line) =>
  console.log(JSON.stringify({ level: line.alert === undefined ? 'info' : 'warn', ...line }));

export type LogEvent = (day: string, threat: Threat) => void;

/** The event that others can follow, in the form of CloudEvents, as one line of the log. */
export const logEvent: LogEvent = (day, { team, budget, spent, currency, reached }) =>
  console.log(
    JSON.stringify({
      specversion: '1.0',
      type: 'com.example.cost.budget.threatened',
      source: '/connectors/cost-monitor',
      id: `${team}/${day}`,
      subject: team,
      time: `${day}T23:59:59Z`,
      data: { team, budget: budget.toFixed(), spent: spent.toFixed(), currency, reached },
    }),
  );
