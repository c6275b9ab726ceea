import { type ReactNode } from 'react';
import { Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { useLanguage } from '../texts/language.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { useFocusOnNavigation } from './use-focus-on-navigation.js';

/** What is around every page. */
export function Layout(): ReactNode {
  const { t } = useLanguage();
  const { state } = useNavigation();
  useFocusOnNavigation();
  return (
    <>
      <a className="skip" href="#main">
        {t.site.skip}
      </a>
      <Header />
      <main id="main" tabIndex={-1} aria-busy={state === 'loading'}>
        <Outlet />
      </main>
      <Footer />
      <ScrollRestoration />
    </>
  );
}
