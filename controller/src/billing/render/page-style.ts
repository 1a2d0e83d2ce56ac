import { createHash } from 'node:crypto';

/** All that pages for finance look like. It is part of the page, and the only thing that its policy lets in. */
export const pageStyle = `
:root{color-scheme:light;--ink:#16202c;--soft:#5b6876;--line:#dfe4ea;--faint:#f5f7f9;--brand:#0b5f59;--warn:#8a4b08;--warn-bg:#fdf3e4;--good-bg:#e6f3f1}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#eceff2;color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--brand);text-underline-offset:2px;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
a:focus-visible{outline:2px solid var(--brand);outline-offset:2px;border-radius:2px}
.sheet{max-width:1080px;margin:32px auto;padding:48px 56px;background:#fff;border:1px solid var(--line);border-radius:6px}
.top{display:flex;justify-content:space-between;gap:24px;align-items:baseline;color:var(--soft);font-size:14px}
.top strong{color:var(--ink);font-weight:600}
h1{margin:28px 0 4px;font-size:30px;line-height:1.2;letter-spacing:-.015em;font-weight:650}
.subject{margin:0;color:var(--soft);font-size:17px;overflow-wrap:anywhere}
.subject b{color:var(--ink);font-weight:600}
.sum{display:flex;flex-wrap:wrap;gap:32px 48px;align-items:flex-end;justify-content:space-between;margin:32px 0 0;padding:24px 0;border-block:1px solid var(--line)}
.figure{margin:0}
.figure dt{color:var(--soft);font-size:13px}
.figure dd{margin:2px 0 0;font-size:34px;line-height:1.15;font-weight:650;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.figure dd small{font-size:16px;font-weight:500;letter-spacing:0;color:var(--soft);margin-left:6px}
.facts{display:grid;grid-template-columns:auto auto;gap:3px 20px;margin:0;font-size:14px}
.facts dt{color:var(--soft)}
.facts dd{margin:0;overflow-wrap:anywhere}
.note{margin:20px 0 0;padding:10px 14px;border-left:3px solid var(--brand);background:var(--good-bg);font-size:14px;overflow-wrap:anywhere}
.note.warn{border-color:var(--warn);background:var(--warn-bg);color:#5d3304}
h2{margin:40px 0 10px;font-size:17px;font-weight:650}
h3{margin:0;font-size:15px;font-weight:600;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;font-size:14px}
th{padding:7px 10px;border-bottom:1px solid #b9c2cc;color:var(--soft);font-size:12.5px;font-weight:500;text-align:left;vertical-align:bottom}
td{padding:9px 10px;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;overflow-wrap:normal}
td.n{padding-left:18px}
.unit{color:var(--soft)}
tr.group td{padding-top:22px;border-bottom-color:#b9c2cc}
tr.group .meta{margin-top:1px}
tr.total td{padding-top:12px;border-bottom:2px solid var(--ink);border-top:1px solid var(--ink);font-weight:650}
.meta{color:var(--soft);font-size:13px}
.meta a{color:inherit}
.tag{display:inline-block;margin-left:8px;padding:0 7px;border:1px solid currentcolor;border-radius:9px;color:var(--soft);font-size:11.5px;line-height:17px;vertical-align:1px;white-space:nowrap}
.subtotals{max-width:460px}
.files{display:flex;flex-wrap:wrap;gap:6px 18px;margin:0;padding:0;list-style:none;font-size:14px}
footer{margin-top:44px;padding-top:16px;border-top:1px solid var(--line);color:var(--soft);font-size:12.5px}
footer p{margin:0 0 6px}
footer code{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
header+.scroll{margin-top:28px}
.empty{padding:36px 0;color:var(--soft)}
@media(max-width:720px){.sheet{margin:0;padding:24px 18px;border:0;border-radius:0}.scroll{overflow-x:auto}.scroll table{min-width:620px}h1{font-size:25px}.figure dd{font-size:28px}}
@page{size:A4;margin:16mm 14mm}
@media print{body{background:#fff;font-size:9.5pt}.sheet{max-width:none;margin:0;padding:0;border:0}.screen{display:none}a{color:inherit;text-decoration:none}table{font-size:8.8pt}thead{display:table-header-group}tr,.sum,.note{break-inside:avoid}tr.group{break-after:avoid}h2{break-after:avoid}.figure dd{font-size:22pt}h1{font-size:20pt;margin-top:14pt}td,th{padding-block:4pt}.note{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`;

const hash = createHash('sha256').update(pageStyle).digest('base64');

/** No script, no picture, no form, nothing from elsewhere: whatever a name may hold, it stays text. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
