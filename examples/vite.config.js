/** Builds the six apps as six pages; in development it serves them with a simulated widget. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { flinksKit } from 'widget-statecharts/flinks/kit';
import { simulatorPage } from 'widget-statecharts/simulator/drive';

const apps = ['react', 'vue', 'svelte', 'solid', 'angular', 'web-component'];

/**
 * A widget on this machine, which a person clicks through: no account is needed. A build names the real one.
 *
 * @type {import('vite').Plugin}
 */
const simulatedFlinks = {
  name: 'simulated-flinks',
  apply: 'serve',
  config: () => ({ define: { 'import.meta.env.VITE_SIMULATED': 'true' } }),
  configureServer({ middlewares }) {
    middlewares.use('/v2/', (_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(simulatorPage(flinksKit));
    });
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  cacheDir: '../.tmp/vite',
  // React's JSX is Vite's own default; Solid's is not.
  plugins: [vue(), svelte({ configFile: false }), solid({ include: '**/solid/*.tsx' }), simulatedFlinks],
  // Found at once, or the first visit loads its page twice.
  optimizeDeps: { include: ['react/jsx-dev-runtime'] },
  server: { host: '127.0.0.1' },
  build: {
    outDir: '../.tmp/examples',
    emptyOutDir: true,
    rolldownOptions: { input: ['index.html', ...apps.map((app) => `${app}/index.html`)] },
  },
});
