import { fileURLToPath } from 'node:url'
import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const apiUrl = process.env.API_URL ?? 'http://127.0.0.1:8000'

/** Gives the calendar a clock on which every day has 24 hours; `src/lib/dayjs-utc.ts` says why. */
function calendarInUtc(): Plugin {
  const clock = fileURLToPath(new URL('src/lib/dayjs-utc.ts', import.meta.url))
  return {
    name: 'calendar-in-utc',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === 'dayjs' && importer?.includes('/@mantine/schedule/') ? clock : undefined,
  }
}

export default defineConfig({
  resolve: { tsconfigPaths: true },
  // The development server bundles packages beforehand, with plugins of their own.
  optimizeDeps: { rolldownOptions: { plugins: [calendarInUtc()] } },
  plugins: [
    calendarInUtc(),
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      generatedRouteTree: './src/route-tree.gen.ts',
      quoteStyle: 'single',
    }),
    react(),
  ],
  server: { proxy: { '/api': apiUrl, '/openapi.json': apiUrl } },
  build: {
    // The API reference is a page of its own: it shares nothing with the application but the address.
    rolldownOptions: {
      // The calendar looks whether `rrule` has a default export; it has none, and none is needed.
      checks: { importIsUndefined: false },
      input: { app: 'index.html', 'api-docs': 'api-docs/index.html' },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'libs', test: /node_modules[\\/](@tanstack|i18next|react-i18next|@floating-ui|dayjs)[\\/]/ },
          ],
        },
      },
    },
    // Swagger UI is one large file by nature, and loads only on its own page.
    chunkSizeWarningLimit: 1600,
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/test-setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    env: { TZ: 'Europe/Kyiv' },
    server: { deps: { inline: ['@mantine/schedule'] } },
  },
})
