import type { ValidateFunction } from 'ajv';

export declare const App: ValidateFunction;
export declare const Collection: ValidateFunction;
export declare const Connector: ValidateFunction;
export declare const Installation: ValidateFunction;
export declare const Marketplace: ValidateFunction;
export declare const PriceBook: ValidateFunction;
export declare const ScopeCatalog: ValidateFunction;
export declare const Source: ValidateFunction;
export declare const Subscription: ValidateFunction;
export declare const Team: ValidateFunction;
export declare const Waiver: ValidateFunction;
