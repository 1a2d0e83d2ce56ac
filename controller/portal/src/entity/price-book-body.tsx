import type { EntityDetail } from '../api/types.ts';
import { asText } from '../manifest/json-value.ts';
import { formatPrice, formatSteps } from '../manifest/parse-price.ts';
import { type PriceBook, parsePriceBook } from '../manifest/parse-price-book.ts';
import { EntityLayout } from './entity-layout.tsx';
import { PanelPart } from './page-section.tsx';

export function PriceBookBody({ entity }: { entity: EntityDetail }) {
  const book = parsePriceBook(entity.manifest);
  const facts = [
    { term: 'Currency', detail: book.currency },
    { term: 'In force from', detail: asText(entity.manifest['validFrom']) },
  ];
  const sections = [{ id: 'prices', title: 'Prices', content: <Prices book={book} /> }];
  return <EntityLayout entity={entity} sections={sections} facts={facts} />;
}

function Prices({ book }: { book: PriceBook }) {
  return (
    <>
      <PanelPart title="Units">
        <ul className="rows">
          {book.units.map(({ name, description, price }) => (
            <li key={name}>
              <span className="rows__name">{name}</span>
              <bdi className="rows__text">{description}</bdi>
              <span>{formatSteps(price, book.currency) ?? 'set by each app'}</span>
            </li>
          ))}
        </ul>
      </PanelPart>
      {book.plans.length > 0 ? (
        <PanelPart title="Plans">
          <ul className="rows">
            {book.plans.map(({ name, description, monthly, included }) => (
              <li key={name}>
                <span className="rows__name">{name}</span>
                <bdi className="rows__text">{[description, ...included].filter(Boolean).join(' · ')}</bdi>
                <span>{monthly ? `${formatPrice(monthly, book.currency)} a month` : 'by use'}</span>
              </li>
            ))}
          </ul>
        </PanelPart>
      ) : null}
    </>
  );
}
