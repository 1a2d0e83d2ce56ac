import { useManifestsOfKind } from '../api/use-manifests-of-kind.ts';
import type { Billing } from '../manifest/parse-operations.ts';
import { parsePriceBook, priceOfMetric } from '../manifest/parse-price-book.ts';
import { PanelPart } from './page-section.tsx';

export function PriceList({ billing }: { billing: Billing }) {
  const [manifest] = useManifestsOfKind('PriceBook');
  const book = manifest && parsePriceBook(manifest);
  const plan = book?.plans.find((candidate) => candidate.name === billing.plan);
  return (
    <>
      {billing.plan ? (
        <PanelPart title="Plan">
          <p>
            <strong>{billing.plan}</strong>
            {plan?.description ? <span className="faint"> · {plan.description}</span> : null}
          </p>
        </PanelPart>
      ) : null}
      {billing.metrics.length > 0 ? (
        <PanelPart title="What is counted">
          <ul className="rows">
            {billing.metrics.map((metric) => {
              const price = priceOfMetric(metric, book);
              return (
                <li key={metric.name}>
                  <code className="rows__name">{metric.name}</code>
                  <bdi className="rows__text">{metric.description}</bdi>
                  <span className="rows__end">
                    <strong>{price?.text ?? 'not priced'}</strong> per {metric.unit}
                    {price?.fromBook ? <span className="faint"> · price book</span> : null}
                  </span>
                </li>
              );
            })}
          </ul>
        </PanelPart>
      ) : null}
    </>
  );
}
