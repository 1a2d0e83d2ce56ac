insert into installation_presence (installation_id, entry_kind, entry_id, version, phase, team, environment, cost_center, charge, begun_at, ended_at) values
  ('crm-emea', 'App', 'crm', '1.0.0', 'running', 'sales', 'production', 'CC-1010', 'chargeback', '2026-01-02T00:00:00Z', null);
insert into statement (id, number, kind, subject, period, revision, currency, total, due, body, digest, issued_at, reverses, replaces) values
  ('2025-12-cost-center-abc-1', 1, 'cost-center', 'CC-1010', '2025-12-01', 1, 'EUR', 12.50, 12.50, '{"lines": []}', 'd', '2026-01-06T00:00:00Z', null, null),
  ('2025-12-cost-center-abc-1-reversed', 2, 'cost-center', 'CC-1010', '2025-12-01', 1, 'EUR', -12.50, -12.50, '{"lines": []}', 'd', '2026-01-07T00:00:00Z', '2025-12-cost-center-abc-1', null);
insert into billing_problem (period, code, detail, blocks, since) values ('2026-01-01', 'unpriced', 'No price.', false, '2026-01-06T00:00:00Z');
insert into billing_reissue (id, period, revision, reason, done_at) values ('wrong-price', '2025-12-01', 2, 'Wrong.', '2026-01-07T00:00:00Z');
insert into budget_alert (kind, id, period, alert, state, told_at) values ('Team', 'sales', '2026-01-01', 'actual-50', '{}', '2026-01-03T00:00:00Z');
insert into billing_export (name, base, revision, basis, digest, bytes, written_at) values
  ('2026-01/allocation-2026-01-02.r2.csv', '2026-01/allocation-2026-01-02.csv', 2, 'abc', 'abc', 10, '2026-01-03T00:00:00Z');
insert into payment_event (identifier, statement_id, cost_center, currency, owed, customer, meter, value, state, queued_at, due_at) values
  ('2025-12-cost-center-abc-1-d', '2025-12-cost-center-abc-1', 'CC-1010', 'EUR', 1250, 'cus_1', 'souk_due', 1250, 'pending', '2026-01-06T00:00:00Z', '2026-01-06T00:00:00Z'),
  ('2025-12-cost-center-abc-1-reversed-d', '2025-12-cost-center-abc-1-reversed', 'CC-1010', 'EUR', -1250, null, null, null, 'unmapped', '2026-01-07T00:00:00Z', null);
insert into notice (kind, id, trigger, number, channel, content, state) values ('Team', 'sales', 'budget', 1, 'email', '{}', 'pending');
