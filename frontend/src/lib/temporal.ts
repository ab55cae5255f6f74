/** Gives the page `Temporal`: the browser's own, or the polyfill where there is none (Safari). */
export async function provideTemporal(): Promise<void> {
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
}
