insert into entity (kind, id, path, digest, fingerprint, state, risk_reasons, attachments, facets, search, updated_at, source_id) values
  ('App', 'crm', 'catalog/apps/crm/manifest.yaml', 'd1', 'f1', 'ready', '[]', '[]', '{"tag": [], "scope": [], "compliance": []}', '', '2026-01-01T00:00:00Z', 'partner');
insert into entity_version (kind, id, version, digest, first_seen_at, manifest, path, verdict, findings, risk, score, vetted_at) values
  ('App', 'crm', '1.0.0', 'd0', '2025-12-01T00:00:00Z', '{"id": "crm"}', 'catalog/apps/crm/manifest.yaml', 'pass', '[]', 'low', '{"total": 90}', '2026-01-01T00:00:00Z');
insert into finding (kind, id, ordinal, rule, level, message, help, docs, location, origin) values
  ('App', 'crm', 0, 'naming/short', 'warning', 'Short.', 'Lengthen it.', 'https://example.com', '{"path": "a"}', 'check'),
  ('App', 'crm', 0, 'vet/secret', 'error', 'A secret.', 'Take it out.', 'https://example.com', '{"path": "a"}', 'vetting');
insert into condition (kind, id, type, status, reason, message, changed_at) values
  ('App', 'crm', 'Accepted', 'True', 'AsOnBranch', 'It is what the branch says.', '2026-01-01T00:00:00Z');
insert into vetting (kind, id, input, verdict, score, advisories, vetted_at) values
  ('App', 'crm', 'i1', 'fail', '{"total": 10}', 'a1', '2026-01-01T00:00:00Z');
insert into tombstone (kind, id, path, digest, removed_at, expires_at) values
  ('App', 'old', 'catalog/apps/old/manifest.yaml', 'd', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z');
insert into held_removal (kind, id, "commit", held_at) values ('App', 'erp', 'c2', '2026-01-01T00:00:00Z');
insert into applied_commit ("commit", revision, applied_at, posted_while_held) values
  ('c1', 7, '2026-01-01T00:00:00Z', 'Held: a removal waits for approval');
insert into scheduled_run (name, ended_at) values ('rescan', '2026-01-01T00:00:00Z');
update leadership set token = 9007199254740991, holder = 'one', since = '2026-01-01T00:00:00Z';
update log_head set seq = 1, hash = 'h1';
insert into event (seq, type, kind, id, change, "commit", revision, at, data) values
  (1, 'app.added', 'App', 'crm', 'added', 'c1', 7, '2026-01-01T00:00:00Z', '{"version": "1.0.0"}');
insert into audit (seq, at, actor, action, subject, "commit", detail, previous, hash) values
  (1, '2026-01-01T00:00:00Z', '{"name": "Ada"}', 'added', 'App/crm', 'c1', '{}', '', 'h1');
insert into audit_checkpoint (seq, hash, at, key_id, signature) values (1, 'h1', '2026-01-01T00:00:00Z', 'k1', 's1');
insert into subscription_state (subscription_id, seq, failing_since) values ('hook', 1, '2026-01-01T00:00:00Z');
insert into delivery (delivery_id, subscription_id, seq, event_type, subject, state, attempts) values
  ('msg_1', 'hook', 1, 'app.added', 'App/crm', 'pending', 2);
insert into delivery_attempt (delivery_id, attempt, at, duration_ms, outcome, status) values
  ('msg_1', 1, '2026-01-01T00:00:00Z', 12, 'retry', 500);
insert into publication (kind, id, version, state, attempts) values ('App', 'crm', '1.0.0', 'pending', 1);
insert into source_cursor (source_id, namespace, state, visible_to, changed_at) values
  ('partner', 'partner', 'synced', '{sales}', '2026-01-01T00:00:00Z');
insert into source_held_removal (source_id, kind, id, "commit", held_at) values
  ('partner', 'App', 'partner:erp', 'p2', '2026-01-01T00:00:00Z');
