export type FetchFailure =
  /** There is no answer, or none that can be used: the document is neither good nor bad. */
  | 'unreachable'
  /** The address is one that is not asked. */
  | 'not-allowed'
  /** Whoever answers says that there is nothing. */
  | 'missing'
  | 'too-large'
  /** What came is not what its digest promises. */
  | 'digest';

/** What came of fetching a document that lies elsewhere. */
export type RemoteSbom =
  | { readonly state: 'fetched'; readonly bytes: Uint8Array }
  /** The registry holds none for the artifact. */
  | { readonly state: 'none' }
  | { readonly state: 'failed'; readonly reason: FetchFailure; readonly message: string };
