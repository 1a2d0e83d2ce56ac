/** What a mail says; how it looks is decided where it is sent. */
export interface MailContent {
  readonly title: string;
  /** Text with `code` and **weight**, and no other marks. */
  readonly paragraphs: readonly string[];
  /** Shown as a table, in this order. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly links: readonly { readonly text: string; readonly url: string }[];
  /** Why whoever reads it gets it. */
  readonly footer: string;
}
