import { lazy, Suspense, useRef } from 'react';
import { Route, Switch } from 'wouter';
import './app.css';
import { NotFoundPage } from './layout/not-found-page.tsx';
import { SiteFooter } from './layout/site-footer.tsx';
import { SiteHeader } from './layout/site-header.tsx';
import { useFreshPage } from './layout/use-fresh-page.ts';
import { useSearchShortcut } from './layout/use-search-shortcut.ts';
import { SearchPage } from './search/search-page.tsx';

const EntityPage = lazy(async () => {
  const module = await import('./entity/entity-page.tsx');
  return { default: module.EntityPage };
});

export function App() {
  const content = useRef<HTMLElement>(null);
  useFreshPage(content);
  useSearchShortcut();
  return (
    <div className="app">
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <SiteHeader />
      <main id="content" ref={content} tabIndex={-1}>
        <Suspense fallback={<div className="app__waiting" />}>
          <Switch>
            <Route path="/">
              <SearchPage />
            </Route>
            <Route path="/entities/:kind/:id">
              {({ kind, id }) => <EntityPage key={`${kind}/${id}`} kind={kind} id={id} />}
            </Route>
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Suspense>
      </main>
      <SiteFooter />
    </div>
  );
}
