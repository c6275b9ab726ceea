import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { queryClient } from './api/client.js';
import { routes } from './routes.js';
import { LanguageProvider } from './texts/language.js';
import './styles/index.css';

const router = createBrowserRouter(routes);
const root = document.getElementById('page');
if (!root) throw new Error('The HTML has no element for the page.');

createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
);
