import { Paperclip } from 'lucide-react';
import type { Attachment, EntityDetail } from '../api/types.ts';
import { asRecord, asText } from '../manifest/json-value.ts';
import { formatBytes } from '../parts/format-bytes.ts';
import { OutsideText } from '../parts/outside-text.tsx';
import { FactList } from './fact-list.tsx';
import { PanelPart } from './page-section.tsx';

/** Where the entity comes from: its file in Git and, for entries, the artifact and its evidence. */
export function SourceSection({ entity }: { entity: EntityDetail }) {
  const { source, manifest, attachments } = entity;
  const artifact = asRecord(manifest['artifact']);
  const provenance = asRecord(manifest['provenance']);
  const sbom =
    asText(manifest['sbom']) ??
    asText(asRecord(manifest['sbom'])['path'] ?? asRecord(manifest['sbom'])['url']);
  const slsa = asText(provenance['slsa']);
  const code = asText(artifact['source']) ?? asText(provenance['source']);
  return (
    <>
      <PanelPart title="In Git">
        <FactList
          wide
          facts={[
            { term: 'Manifest', detail: <code>{source.path}</code> },
            {
              term: 'Commit',
              detail: source.commit ? (
                <code title={source.commit}>{source.commit.slice(0, 12)}</code>
              ) : (
                'not committed'
              ),
            },
            { term: 'Code', detail: code && <OutsideText address={code} /> },
          ]}
        />
      </PanelPart>
      {artifact['ref'] || sbom || slsa ? (
        <PanelPart title="Artifact and evidence">
          <FactList
            facts={[
              { term: 'Artifact', detail: asText(artifact['ref']) && <code>{asText(artifact['ref'])}</code> },
              { term: 'Software bill of materials', detail: sbom && <code>{sbom}</code> },
              { term: 'Provenance', detail: slsa && `SLSA level ${slsa}` },
              { term: 'Builder', detail: asText(provenance['builder']) },
            ]}
          />
        </PanelPart>
      ) : null}
      {attachments.length > 0 ? <AttachmentList attachments={attachments} /> : null}
    </>
  );
}

function AttachmentList({ attachments }: { attachments: Attachment[] }) {
  return (
    <PanelPart title="Attachments">
      <ul className="rows">
        {attachments.map(({ path, size }) => (
          <li key={path}>
            <Paperclip className="faint" size={13} aria-hidden="true" />
            <code>{path}</code>
            {size === undefined ? null : <span className="rows__end faint">{formatBytes(size)}</span>}
          </li>
        ))}
      </ul>
    </PanelPart>
  );
}
