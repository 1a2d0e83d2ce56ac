import { Moon, Sun } from 'lucide-react';
import { Link, useLocation, useSearch } from 'wouter';
import '../parts/button.css';
import './site-header.css';
import { useStatus } from '../api/use-status.ts';
import { BrandMark } from './brand-mark.tsx';
import { HeaderSearch } from './header-search.tsx';
import { currentPlace, places } from './places.ts';
import { useTheme } from './use-theme.ts';

export function SiteHeader() {
  const [path] = useLocation();
  const current = currentPlace(path, useSearch());
  const name = useStatus().data?.marketplace.name ?? 'Souk';
  return (
    <header className="site-header">
      <div className="page site-header__row">
        <Link className="brand" href="/">
          <BrandMark />
          <span>{name}</span>
        </Link>
        <nav className="site-nav" aria-label="Main">
          {places.map((place) => (
            <Link
              key={place.href}
              href={place.href}
              aria-current={place.href === current ? 'page' : undefined}
            >
              {place.label}
            </Link>
          ))}
        </nav>
        {path === '/' ? null : <HeaderSearch />}
        <ThemeToggle />
      </div>
    </header>
  );
}

function ThemeToggle() {
  const { theme, toggle } = useTheme();
  const label = theme === 'dark' ? 'Use the light theme' : 'Use the dark theme';
  return (
    <button
      type="button"
      className="button button--quiet button--square"
      onClick={toggle}
      aria-label={label}
      title={label}
    >
      {theme === 'dark' ? <Sun size={17} aria-hidden="true" /> : <Moon size={17} aria-hidden="true" />}
    </button>
  );
}
