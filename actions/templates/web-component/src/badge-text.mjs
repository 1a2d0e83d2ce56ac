const LABELS = { open: 'Open', done: 'Done' };

/** What the badge says; an unknown state is shown as such instead of as nothing. */
export function badgeText(status) {
  return LABELS[status] ?? 'Unknown';
}
