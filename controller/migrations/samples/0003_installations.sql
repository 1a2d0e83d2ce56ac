insert into installation_state (installation_id, driver, first_seen_at, entry_kind, entry_id, phase, version, settings, agreed, health, health_since, rejected, drift, instance) values
  ('crm-emea', 'local', '2026-01-01T00:00:00Z', 'App', 'crm', 'running', '1.0.0', 's1', '["scope crm:read"]', 'healthy', '2026-01-01T00:00:00Z', '[]', '[]', '{"id": "crm-emea"}');
insert into lifecycle_case (kind, id, trigger, since, due_at, actions, done, next_due_at) values
  ('Installation', 'crm-emea', 'expiry', '2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z', '[{"action": "deprovision", "graceDays": 0}]', '[{"type": "notice", "at": "2026-01-15T00:00:00Z"}]', '2026-02-01T00:00:00Z');
insert into notice (kind, id, trigger, number, channel, content, state, due_at) values
  ('Installation', 'crm-emea', 'expiry', 1, 'email', '{"to": ["crm@example.com"]}', 'pending', '2026-01-15T00:00:00Z');
