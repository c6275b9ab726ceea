import { type ReactNode } from 'react';
import { Link, NavLink, useLocation, useNavigate, useSearchParams } from 'react-router';
import { browsePath, insightsPath, readState } from '../browse/browse-state.js';
import { SearchBox } from '../search/search-box.js';
import { useLanguage } from '../texts/language.js';
import { Seal } from '../ui/seal.js';
import { KeyButton } from './key-button.js';

function LanguageSwitch(): ReactNode {
  const { lang, t, switchTo } = useLanguage();
  const [, setParameters] = useSearchParams();
  const other = lang === 'zh' ? 'en' : 'zh';
  const choose = (): void => {
    switchTo(other);
    // In the address too, so that a link that is passed on opens in the same language.
    setParameters(
      (parameters) => {
        parameters.set('lang', other);
        return parameters;
      },
      { replace: true, preventScrollReset: true },
    );
  };
  return (
    <button
      type="button"
      className="quiet"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      title={t.site.languageTitle}
      onClick={choose}
    >
      {t.site.language}
    </button>
  );
}

/** The catalogue's name and the way to its parts. */
export function Header(): ReactNode {
  const { t } = useLanguage();
  const { pathname, search } = useLocation();
  // What is chosen on either of the two pages that show it is chosen on the other one too.
  const chosen = ['/', '/insights'].includes(pathname) ? readState(new URLSearchParams(search)) : {};
  const navigate = useNavigate();
  return (
    <header className="site-header">
      <div className="site-header-row">
        <Link to="/" className="brand">
          <Seal />
          <span className="brand-name">{t.site.name}</span>
        </Link>
        <nav aria-label={t.site.menu} className="site-nav">
          <NavLink to={pathname === '/' ? '/' : browsePath(chosen)} end>
            {t.site.browse}
          </NavLink>
          <NavLink to={insightsPath(chosen)}>{t.insights.title}</NavLink>
          <NavLink to="/collections">{t.collections.title}</NavLink>
        </nav>
        {/* The first page has a larger one. */}
        {pathname !== '/' && <SearchBox q="" onSearch={(q) => void navigate(browsePath({ q }))} />}
        <div className="site-tools">
          <LanguageSwitch />
          <KeyButton />
        </div>
      </div>
    </header>
  );
}
