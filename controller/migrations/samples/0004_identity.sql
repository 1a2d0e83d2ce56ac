insert into token_key (kid, jwk, created_at, retires_at) values
  ('k1', '{"kty": "EC", "crv": "P-256", "x": "x", "y": "y", "kid": "k1", "alg": "ES256", "use": "sig"}', '2026-01-01T00:00:00Z', '2026-01-01T06:00:00Z');
insert into revoked_principal (installation_id, since, reason) values
  ('crm-emea', '2026-01-01T00:00:00Z', 'It was suspended.');
