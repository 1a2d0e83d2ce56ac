/**
 * Counts open tasks by team. Pure: what it needs comes in, what it found goes out, so that a retry is harmless.
 *
 * @param {{ tasks: { team: string, status: string }[] }} event
 * @param {{ config: { teams: string[] } }} context
 */
export async function handler(event, context) {
  const open = event.tasks.filter((task) => task.status === 'open');
  return Object.fromEntries(
    context.config.teams.map((team) => [team, open.filter((task) => task.team === team).length]),
  );
}
