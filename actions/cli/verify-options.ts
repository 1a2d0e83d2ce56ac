import type { IdentityPolicy } from '@souk/vetting/signature/identity/match-identity.ts';
import { normalizeRepository } from '@souk/vetting/signature/slsa/source-uri.ts';
import type { VerificationRequest } from '../signature/verify-document.ts';
import { UsageError } from './exit-code.ts';

/** The options of `souk verify`, as they were written. */
export interface VerifyOptions {
  readonly digest?: string;
  readonly bundle: string;
  readonly payload?: string;
  readonly key?: readonly string[];
  readonly threshold: string;
  readonly identity?: string;
  readonly identityPattern?: string;
  readonly issuer?: string;
  readonly trustRoot?: string;
  readonly builder?: string;
  readonly builderRef: 'version' | 'source';
  readonly source?: string;
  readonly branch?: string;
  readonly tag?: string;
  readonly versionedTag?: string;
  readonly input?: readonly string[];
  readonly format: 'text' | 'json';
}

/** Without an identity or a key anybody could have signed, so one of them has to be told. */
export function readIdentities({
  key,
  builder,
  issuer,
  identity,
  identityPattern,
}: VerifyOptions): IdentityPolicy[] {
  if (identity !== undefined && identityPattern !== undefined) {
    throw new UsageError('Give --identity or --identity-pattern, and not both.');
  }
  const named = identity ?? identityPattern;
  if (named !== undefined && builder !== undefined) {
    throw new UsageError('The builder is the signer of provenance: leave out the identity.');
  }
  if (named !== undefined && issuer === undefined) throw new UsageError('--identity needs --issuer.');
  if (key !== undefined && issuer !== undefined) {
    throw new UsageError('Give --key, or an issuer with an identity or a builder, and not both.');
  }
  if (key === undefined && (issuer === undefined || (named === undefined && builder === undefined))) {
    throw new UsageError(
      'Say whom you trust: --key FILE, or --issuer with --identity, or --issuer with --builder and --source.',
    );
  }
  if (named === undefined || issuer === undefined) return [];
  return [{ issuer, ...(identity === undefined ? { identityPattern: named } : { identity }) }];
}

export function readBuild(options: VerifyOptions): VerificationRequest['build'] {
  const { builder, builderRef, issuer, source, branch, tag, versionedTag, input } = options;
  if (builder === undefined || source === undefined) {
    const given = { builder, source, branch, tag, versionedTag, input };
    const lonely = Object.entries(given).find(([, value]) => value !== undefined);
    if (lonely === undefined) return undefined;
    throw new UsageError('Provenance is judged by --builder and --source together.');
  }
  return {
    builder: { id: builder, level: 3, ref: builderRef, ...(issuer === undefined ? {} : { issuer }) },
    expected: {
      source: normalizeRepository(source),
      ...(branch === undefined ? {} : { branch }),
      ...(tag === undefined ? {} : { tag }),
      ...(versionedTag === undefined ? {} : { versionedTag }),
      ...(input === undefined ? {} : { inputs: readInputs(input) }),
    },
  };
}

function readInputs(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`--input needs name=value; it got ${JSON.stringify(pair)}.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

export function readThreshold({ threshold, key }: VerifyOptions): number {
  const count = Number(threshold);
  const most = Math.max(1, key?.length ?? 0);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new UsageError(
    `--threshold needs a number from 1 to the number of keys, ${most}; it got ${threshold}.`,
  );
}
