// How the monitor is built: static files for `/monitor/`, nothing inline, so that a strict CSP holds.
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/monitor/',
  plugins: [preact()],
  build: {
    outDir: '../dist/monitor',
    emptyOutDir: true,
    target: 'es2022',
    // data: URLs would need holes in the CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
