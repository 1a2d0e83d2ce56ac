import { escapeHtml } from './escape-html.ts';

export interface Page {
  readonly title: string;
  /** Markup; everything in it is escaped already. */
  readonly body: string;
  readonly css: string;
  /** The page is read again after so many seconds. */
  readonly refreshSeconds?: number;
}

/** A page that asks for nothing from anywhere, runs nothing and is shown in no frame. */
export function renderPage({ title, body, css, refreshSeconds }: Page): Response {
  const nonce = crypto.randomUUID();
  const refresh =
    refreshSeconds === undefined ? '' : `<meta http-equiv="refresh" content="${refreshSeconds}">`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
${refresh}
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${baseCss}${css}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}

const baseCss = `
:root { color-scheme: light dark; --ink: light-dark(#1d1c1d, #e8e8e8); --soft: light-dark(#5f6368, #a9adb2);
  --line: light-dark(#dddde0, #3a3d42); --ground: light-dark(#fff, #1a1d21); --aside: light-dark(#f6f6f8, #222529);
  --accent: light-dark(#1558b0, #7ab7ff); }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
a { color: var(--accent); }
h1, h2 { line-height: 1.25; margin: 0; }
h1 { font-size: 1.25rem; }
h2 { font-size: 1rem; }
.soft { color: var(--soft); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
