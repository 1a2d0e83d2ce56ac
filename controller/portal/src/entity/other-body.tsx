import type { EntityDetail } from '../api/types.ts';
import { asText, asTexts } from '../manifest/json-value.ts';
import { ChipList } from '../parts/chip-list.tsx';
import { formatLabel } from '../parts/format-label.ts';
import { OutsideText } from '../parts/outside-text.tsx';
import { EntityLayout } from './entity-layout.tsx';
import { aboutSection } from './entry-body.tsx';
import { type Fact, FactList } from './fact-list.tsx';

/** Fields that the page shows elsewhere. */
const shownElsewhere = new Set(['apiVersion', 'kind', 'id', 'name', 'summary', 'description']);

/** The page of a kind without a page of its own: its plain fields by name, the rest in the manifest. */
export function OtherBody({ entity }: { entity: EntityDetail }) {
  const facts = plainFacts(entity.manifest);
  const content = (
    <div className="panel__part">
      <FactList wide facts={facts} />
    </div>
  );
  const sections = [
    ...aboutSection(entity),
    ...(facts.length > 0 ? [{ id: 'facts', title: formatLabel(entity.kind), content }] : []),
  ];
  return <EntityLayout entity={entity} sections={sections} facts={[]} />;
}

function plainFacts(manifest: Record<string, unknown>): Fact[] {
  return Object.entries(manifest).flatMap(([field, value]) => {
    if (shownElsewhere.has(field)) return [];
    const text = asText(value);
    const texts = asTexts(value);
    if (text) return { term: formatLabel(field), detail: <OutsideText address={text} /> };
    return texts.length > 0 ? { term: formatLabel(field), detail: <ChipList values={texts} /> } : [];
  });
}
