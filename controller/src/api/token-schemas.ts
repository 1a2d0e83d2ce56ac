import { Type } from 'typebox';
import { exchangeErrors } from '../identity/exchange-refusal.ts';
import { ACCESS_TOKEN_TYPE } from '../identity/parse-exchange.ts';
import { oneOf } from './one-of.ts';
import { list, text } from './schema-parts.ts';

export const TokenGrant = Type.Object(
  {
    access_token: text('The token: a JWT as RFC 9068 describes it.'),
    issued_token_type: text('What it is.', ACCESS_TOKEN_TYPE),
    token_type: text('How it is used.', 'Bearer'),
    expires_in: Type.Integer({ description: 'Seconds until it ends.', examples: [900] }),
    scope: Type.Optional(text('Scopes that it has, with spaces between.', 'crm:leads:read')),
  },
  { $id: 'TokenGrant', description: 'A token of an installation.' },
);

export const TokenRefusal = Type.Object(
  {
    error: oneOf([...exchangeErrors], {
      description: 'Code as in RFC 6749, RFC 8693 and RFC 8707.',
      examples: ['invalid_scope'],
    }),
    error_description: text('What is wrong.'),
  },
  { $id: 'TokenRefusal', description: 'Why no token was given out.' },
);

export const TokenKeys = Type.Object(
  {
    keys: list(
      Type.Object({
        kty: text('Kind of key.', 'EC'),
        crv: text('Curve.', 'P-256'),
        x: text('First coordinate.'),
        y: text('Second coordinate.'),
        kid: text('Name of the key: its thumbprint as RFC 7638 describes it.'),
        alg: text('What it signs by.', 'ES256'),
        use: text('What it is for.', 'sig'),
      }),
      'Public keys of all replicas.',
    ),
  },
  { $id: 'TokenKeys', description: 'The keys that tokens of installations are signed with.' },
);

export const TokenServer = Type.Object(
  {
    issuer: text('The `iss` of tokens.', 'https://souk.example.com'),
    token_endpoint: text('Where tokens are exchanged.', 'https://souk.example.com/api/v1/token'),
    jwks_uri: text('Where the keys are.', 'https://souk.example.com/.well-known/jwks.json'),
    grant_types_supported: list(text('Grant.'), 'What it takes.'),
    token_endpoint_auth_methods_supported: list(text('Method.', 'none'), 'How clients log in.'),
    response_types_supported: list(text('Type.'), 'None: there is no page to log in at.'),
  },
  { $id: 'TokenServer', description: 'Metadata as RFC 8414 describes it.' },
);

export const tokenSchemas = [TokenGrant, TokenRefusal, TokenKeys, TokenServer];
