/** Whether a commit meets the operator's conditions, and why not. */
export type AcceptanceVerdict =
  | { readonly accepted: true }
  | {
      readonly accepted: false;
      readonly reason: string;
      /** False when it may be accepted later by itself. */
      readonly final: boolean;
      /** Set when nobody could be asked: asking about another commit is of no use either. */
      readonly unasked?: true;
    };
