import { type RouteObject } from 'react-router';
import { BrowsePage } from './browse/browse-page.js';
import { CrashPage } from './layout/crash-page.js';
import { Layout } from './layout/layout.js';
import { NoPage } from './layout/no-page.js';

/** Every page by its path; all but the first are loaded when they are opened. */
export const routes: RouteObject[] = [
  {
    element: <Layout />,
    errorElement: <CrashPage />,
    // Nothing is shown before the first page is there.
    hydrateFallbackElement: <></>,
    children: [
      { index: true, element: <BrowsePage /> },
      { path: 'achievements/:code', lazy: () => import('./record/achievement-page.js') },
      { path: 'craftsmen/:code', lazy: () => import('./record/craftsman-page.js') },
      { path: 'studios/:code', lazy: () => import('./record/studio-page.js') },
      { path: 'organisations/:code', lazy: () => import('./record/organisation-page.js') },
      { path: 'industries/:code', lazy: () => import('./record/industry-page.js') },
      { path: 'insights', lazy: () => import('./insights/insights-page.js') },
      { path: 'collections', lazy: () => import('./collections/collections-page.js') },
      { path: 'collections/:slug', lazy: () => import('./collections/collection-page.js') },
      { path: 'collections/:slug/labels', lazy: () => import('./collections/labels-page.js') },
      { path: 'collections/:slug/list', lazy: () => import('./collections/list-page.js') },
      { path: '*', element: <NoPage /> },
    ],
  },
];
