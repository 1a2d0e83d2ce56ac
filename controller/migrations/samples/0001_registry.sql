insert into entity (kind, id, path, blob, digest, fingerprint, state, manifest, name, version, stage, risk, risk_reasons, attachments, facets, search, "commit", updated_at) values
  ('App', 'crm', 'catalog/apps/crm/manifest.yaml', 'b1', 'd1', 'f1', 'ready', '{"kind": "App", "id": "crm"}', 'CRM', '1.1.0', 'published', 'low', '[]', '[{"path": "icon.svg", "size": 12}]', '{"tag": ["sales"], "scope": [], "compliance": []}', 'customers', 'c1', '2026-01-01T00:00:00Z'),
  ('Team', 'sales', 'catalog/teams/sales.yaml', null, 'd2', 'f2', 'stalled', null, null, null, null, null, '[]', '[]', '{"tag": [], "scope": [], "compliance": []}', '', null, '2026-01-02T00:00:00Z');
insert into entity_version (kind, id, version, digest, "commit", first_seen_at) values
  ('App', 'crm', '1.0.0', 'd0', 'c0', '2025-12-01T00:00:00Z'),
  ('App', 'crm', '1.1.0', 'd1', 'c1', '2026-01-01T00:00:00Z');
insert into reference (kind, id, pointer, relation, target_kinds, target_id) values
  ('App', 'crm', '/owner', 'owner', '{Team}', 'sales');
insert into finding (kind, id, ordinal, rule, level, message, help, docs, location, waived_by) values
  ('App', 'crm', 0, 'naming/short', 'warning', 'Short.', 'Lengthen it.', 'https://example.com', '{"path": "catalog/apps/crm/manifest.yaml", "line": 2}', null);
update sync_cursor set epoch = 'abcdef01', revision = 7, fingerprint = 'p1', "commit" = 'c1', state = 'failed', error = 'away', unreadable = '[{"path": "x.yaml", "rule": "yaml/syntax", "message": "No YAML."}]', changed_at = '2026-01-03T00:00:00Z';
