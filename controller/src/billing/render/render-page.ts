import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';

/** A whole page of its own. */
export function renderPage(title: string, body: Html): string {
  const style = new Html(`<style>${pageStyle}</style>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
${style}
</head>
<body>
<main class="sheet">
${body}
</main>
</body>
</html>
`.text;
}
