import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false };

/** The file of an operator that says who pays by what. */
export const PaymentSettingsSchema = Type.Object(
  {
    stripe: Type.Object(
      {
        /** Where the secret or restricted key is found. */
        key: Type.String({ pattern: '^(env:SOUK_SECRET_|file:/|vault:)' }),
        /** Address of the API, when it is not that of Stripe. */
        url: Type.Optional(Type.String({ pattern: '^https?://[^\\s/?#@]+$' })),
        /** By currency: the event name of the meter that sums what is due, in minor units of that currency. */
        meters: Type.Record(
          Type.String({ pattern: '^[A-Z]{3}$' }),
          Type.String({ pattern: '^[\\w.:-]{1,100}$' }),
          { ...closed, minProperties: 1 },
        ),
        /** By cost center. */
        customers: Type.Record(
          Type.String({ minLength: 1, maxLength: 200 }),
          Type.String({ pattern: '^cus_[A-Za-z0-9]{1,100}$' }),
        ),
      },
      closed,
    ),
  },
  closed,
);

export type PaymentSettings = Static<typeof PaymentSettingsSchema>;
export type StripeSettings = PaymentSettings['stripe'];
