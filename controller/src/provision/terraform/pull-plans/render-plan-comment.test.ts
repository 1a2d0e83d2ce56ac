import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlannedInstallation, renderPlanComment } from './render-plan-comment.ts';

const head = 'a'.repeat(40);
const planned = (text: string, id = 'edge-site-lab'): PlannedInstallation => ({
  ...{ id, version: '1.1.0' },
  outcome: { type: 'plan', preview: { create: 2, change: 1, replace: 0, destroy: 3, text } },
});

describe('when plans are written for a pull request', () => {
  it('counts what would be done, and shows the plan', () => {
    expect(renderPlanComment(head, [planned('Plan: 2 to add.')])).toBe(`<!-- souk:plan -->
### What merging this would do

Planned for aaaaaaaaaaaa against what is there now. Nothing was changed. Values that are sensitive are not shown, and secrets that are new here were not read. It is planned again for the next commit.

| Installation | Version | Create | Change | Replace | Destroy |
| --- | --- | ---: | ---: | ---: | ---: |
| \`edge-site-lab\` | 1.1.0 | 2 | 1 | 0 | **3** |

<details><summary>edge-site-lab</summary>

\`\`\`text
Plan: 2 to add.
\`\`\`

</details>
`);
  });

  it('shows why there is no plan, as text that is nothing else', () => {
    const text = 'It failed: @acme/admins | <img src=x>\n`[x](https://example.com)`';
    const body = renderPlanComment(head, [
      { id: 'crm', version: undefined, outcome: { type: 'note', text } },
    ]);
    expect(body).toContain(
      "| `crm` | – | `It failed: @acme/admins \\| <img src=x> '[x](https://example.com)'` | | | |",
    );
  });

  it('lets no plan end its block, and stays below what a comment holds', () => {
    const line = fc.constantFrom('```', '````', '`````text', '</details>', '@acme/admins', 'x'.repeat(5_000));
    const text = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), (texts) => {
        const body = renderPlanComment(
          head,
          texts.map((one, n) => planned(one, `site-${n}`)),
        );
        expect(body.length).toBeLessThan(60_000);
        let fence: string | undefined;
        for (const row of body.split('\n')) {
          if (fence === undefined) fence = /^(`{3,})text$/.exec(row)?.[1];
          else if (row === fence) fence = undefined;
          else expect(/^`{3,}$/.exec(row)?.[0].length ?? 0).toBeLessThan(fence.length);
          if (row === '@acme/admins') expect(fence).toBeDefined();
        }
        expect(fence).toBeUndefined();
      }),
    );
  });
});
