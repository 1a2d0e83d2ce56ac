import type { ValidateFunction } from 'ajv';

export declare const validatorOf: {
  readonly App: ValidateFunction;
  readonly Collection: ValidateFunction;
  readonly Connector: ValidateFunction;
  readonly Installation: ValidateFunction;
  readonly Marketplace: ValidateFunction;
  readonly PriceBook: ValidateFunction;
  readonly ScopeCatalog: ValidateFunction;
  readonly Source: ValidateFunction;
  readonly Subscription: ValidateFunction;
  readonly Team: ValidateFunction;
  readonly Waiver: ValidateFunction;
};
