import { RotateCw, TriangleAlert } from 'lucide-react';
import './button.css';
import './problem-panel.css';
import { toApiProblem } from '../api/api-problem.ts';

/** A failure as the API explains it, with what a person needs to report it. */
export function ProblemPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { document } = toApiProblem(error);
  return (
    <div className="problem" role="alert">
      <h2 className="problem__title">
        <TriangleAlert size={18} aria-hidden="true" />
        {document.title}
      </h2>
      {document.detail ? <p className="problem__detail">{document.detail}</p> : null}
      {document.errors && document.errors.length > 0 ? (
        <ul className="problem__parts">
          {document.errors.map(({ at, message }) => (
            <li key={`${at}:${message}`}>
              <code>{at}</code> {message}
            </li>
          ))}
        </ul>
      ) : null}
      <dl className="problem__facts">
        <Fact term="Code" text={document.code} />
        {document.status > 0 ? <Fact term="Status" text={String(document.status)} /> : null}
        {document.instance ? <Fact term="Request" text={document.instance} /> : null}
      </dl>
      {onRetry ? (
        <button type="button" className="button" onClick={onRetry}>
          <RotateCw size={14} aria-hidden="true" />
          Try again
        </button>
      ) : null}
    </div>
  );
}

function Fact({ term, text }: { term: string; text: string }) {
  return (
    <div>
      <dt>{term}:</dt>
      <dd>
        <code>{text}</code>
      </dd>
    </div>
  );
}
