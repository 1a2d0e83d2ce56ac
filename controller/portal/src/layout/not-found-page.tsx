import { Link } from 'wouter';
import '../parts/button.css';
import './not-found-page.css';
import { usePageTitle } from '../parts/use-page-title.ts';

interface NotFoundPageProps {
  title?: string;
  text?: string;
}

export function NotFoundPage({
  title = 'This page does not exist',
  text = 'The address may be mistyped, or what was here has moved.',
}: NotFoundPageProps) {
  usePageTitle('Not found');
  return (
    <div className="page not-found">
      <p className="not-found__code" aria-hidden="true">
        404
      </p>
      <h1>{title}</h1>
      <p className="not-found__text">{text}</p>
      <Link className="button button--wide" href="/">
        Search the marketplace
      </Link>
    </div>
  );
}
