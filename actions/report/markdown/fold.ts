/**
 * A part of a page that opens at a click.
 *
 * @param title HTML: Markdown is not read there
 */
export function fold(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
