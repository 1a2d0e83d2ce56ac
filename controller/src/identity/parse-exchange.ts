import { type ExchangeRefusal, refuseExchange } from './exchange-refusal.ts';

/** A request for a token in place of another one, as RFC 8693 describes it. */
export interface ExchangeRequest {
  readonly subjectToken: string;
  /** Who the token is to be for; undefined when nobody is named. */
  readonly target: string | undefined;
  /** Undefined when it wants all that it may have. */
  readonly scopes: readonly string[] | undefined;
}

export type ParsedExchange = { readonly ok: true; readonly request: ExchangeRequest } | ExchangeRefusal;

export const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';
const JWT_TYPE = 'urn:ietf:params:oauth:token-type:jwt';
const ID_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:id_token';
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;
const MOST_SCOPES = 100;
/** Anybody may send one, and the parameters that there are can be counted on two hands. */
const MOST_PARAMETERS = 20;

/** Names of a scope list may be repeated, those of a request may not. */
export function parseExchange(form: URLSearchParams): ParsedExchange {
  if (form.size > MOST_PARAMETERS)
    return refuseExchange('invalid_request', `There are more than ${MOST_PARAMETERS} parameters.`);
  const twice = [...form.keys()].find((name, i, names) => names.indexOf(name) < i);
  if (twice === 'resource' || twice === 'audience')
    return refuseExchange('invalid_target', 'A token is for one resource: ask once for each.');
  if (twice !== undefined) return refuseExchange('invalid_request', 'A parameter is there twice.');
  const value = (name: string): string | undefined => form.get(name) || undefined;
  if (value('grant_type') === undefined) return refuseExchange('invalid_request', 'grant_type is missing.');
  if (value('grant_type') !== GRANT_TYPE)
    return refuseExchange('unsupported_grant_type', `The only grant_type is ${GRANT_TYPE}.`);
  if (value('actor_token') !== undefined)
    return refuseExchange('invalid_request', 'Nobody acts for others here: leave actor_token out.');
  const wrongType = refuseTypes(value('subject_token_type'), value('requested_token_type'));
  if (wrongType !== undefined) return wrongType;
  const subjectToken = value('subject_token');
  if (subjectToken === undefined) return refuseExchange('invalid_request', 'subject_token is missing.');
  const [resource, audience] = [value('resource'), value('audience')];
  if (resource !== undefined && audience !== undefined && resource !== audience)
    return refuseExchange('invalid_target', 'resource and audience name two: ask once for each.');
  const scopes = value('scope')?.split(' ');
  if (scopes !== undefined && (scopes.length > MOST_SCOPES || !scopes.every((scope) => SCOPE.test(scope))))
    return refuseExchange('invalid_scope', 'scope has to be names with one space between.');
  return { ok: true, request: { subjectToken, target: resource ?? audience, scopes } };
}

function refuseTypes(
  subject: string | undefined,
  requested: string | undefined,
): ExchangeRefusal | undefined {
  if (subject !== JWT_TYPE && subject !== ID_TOKEN_TYPE)
    return refuseExchange('invalid_request', `subject_token_type has to be ${JWT_TYPE} or ${ID_TOKEN_TYPE}.`);
  if (requested === undefined || requested === ACCESS_TOKEN_TYPE || requested === JWT_TYPE) return undefined;
  return refuseExchange('invalid_request', `requested_token_type can only be ${ACCESS_TOKEN_TYPE}.`);
}
