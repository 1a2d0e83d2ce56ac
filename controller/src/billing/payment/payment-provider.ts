/** What a payment provider is told of a statement. */
export interface PaymentEvent {
  /** The same for every attempt, and of this statement alone: up to 100 characters. */
  readonly identifier: string;
  /** As the provider knows them. */
  readonly customer: string;
  /** Name of what the provider adds up. */
  readonly meter: string;
  /** Whole minor units of the currency, more than 0. */
  readonly value: string;
  /** The same for all attempts of which nobody knows how they ended. */
  readonly at: Date;
  /** Of the request: the same again is answered as before. */
  readonly requestKey: string;
}

/** What came of an attempt. Reasons are fit to be shown. */
export type PaymentOutcome =
  /** The provider has it, from this attempt or from one before. */
  | { readonly kind: 'taken' }
  /** It will never take it as it is. */
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'later';
      readonly reason: string;
      /** Whether it may have it all the same. */
      readonly mayBeTaken: boolean;
      /** Whether the same request would be answered the same again, whatever has changed. */
      readonly isRemembered: boolean;
      /** Milliseconds that it asked to be left alone; undefined when it did not say. */
      readonly waitMs: number | undefined;
    };

/** A system that people pay by. */
export interface PaymentProvider {
  /** Never rejects: whatever happens is an outcome. */
  send(event: PaymentEvent, signal: AbortSignal): Promise<PaymentOutcome>;
}
