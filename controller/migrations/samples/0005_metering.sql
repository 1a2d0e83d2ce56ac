create table usage_event_2026_01 partition of usage_event for values from ('2026-01-01T00:00:00Z') to ('2026-02-01T00:00:00Z');
insert into usage_dimension (digest, installation_id, entry_kind, entry_id, version, team, environment, cost_center, tags) values
  ('d1', 'crm-emea', 'App', 'crm', '1.0.0', 'sales', 'production', 'CC-1010', '{"region": "emea"}');
insert into usage_seen (installation_id, event_id, digest, received_at) values
  ('crm-emea', 'e1', '\x0001', '2026-01-02T00:00:01Z');
insert into usage_event (received_at, installation_id, event_id, dimension_id, metric, unit, value, at, sequence, subject, period, billed_period)
  select '2026-01-02T00:00:01Z', 'crm-emea', 'e1', id, 'alerts', 'count', 1.50, '2026-01-02T00:00:00Z', 7, 'ada', '2026-01-01', '2026-01-01' from usage_dimension;
insert into usage_hour (dimension_id, metric, unit, billed_period, hour, events, sum, max, last, last_at, last_id)
  select id, 'alerts', 'count', '2026-01-01', '2026-01-02T00:00:00Z', 1, 1.50, 1.50, 1.50, '2026-01-02T00:00:00Z', 'e1' from usage_dimension;
insert into usage_day (dimension_id, metric, unit, billed_period, day, events, sum, max, last, last_at, last_id)
  select id, 'alerts', 'count', '2026-01-01', '2026-01-02T00:00:00Z', 1, 1.50, 1.50, 1.50, '2026-01-02T00:00:00Z', 'e1' from usage_dimension;
insert into usage_subject (installation_id, metric, period, subject_hash, zeros, first_at, dimension_id, billed_period)
  select 'crm-emea', 'alerts', '2026-01-01', '\x0102', 7, '2026-01-02T00:00:00Z', id, '2026-01-01' from usage_dimension;
insert into usage_subject_level (installation_id, metric, period, level, kept) values ('crm-emea', 'alerts', '2026-01-01', 0, 1);
insert into usage_conflict (installation_id, event_id, digest, payload, received_at) values
  ('crm-emea', 'e1', '\x0002', '{"value": "2"}', '2026-01-02T00:00:02Z');
insert into usage_gap (installation_id, metric, lowest, highest, events) values ('crm-emea', 'alerts', 7, 7, 1);
insert into billing_period (period, state, cutoff_at, closed_at) values ('2025-12-01', 'closed', '2026-01-06T00:00:00Z', '2026-01-06T00:00:01Z');
insert into usage_copy (generation, round, settled, server_started, written_by) values
  ('00000000-0000-4000-8000-000000000001', 3, true, '2026-01-01T00:00:00Z', 700);
