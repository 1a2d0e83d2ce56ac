/** How and for whom text is rendered. */
export interface TextOptions {
  readonly color: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
  readonly textOf: (path: string) => string;
}
