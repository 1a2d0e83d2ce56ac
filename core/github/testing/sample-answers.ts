/** A full object name made of one digit. */
export const commit = (digit: string) => digit.repeat(40);

export const user = (id: number, login: string) => ({ id, login, type: 'User' });

export const bot = { id: 41_898_282, login: 'souk[bot]', type: 'Bot' };

/** As the API gives it, cut down to what is read. */
export const pull = (changes: object = {}) => ({
  number: 12,
  node_id: 'PR_12',
  title: 'Add an app',
  state: 'open',
  draft: false,
  merged: false,
  head: {
    sha: commit('a'),
    ref: 'add-app',
    user: user(7, 'ana'),
    repo: { id: 1, full_name: 'acme/catalog' },
  },
  base: { sha: commit('b'), ref: 'main', repo: { id: 1, full_name: 'acme/catalog' } },
  user: user(7, 'ana'),
  labels: [{ name: 'risk: low' }],
  created_at: '2026-11-01T10:00:00Z',
  ...changes,
});
