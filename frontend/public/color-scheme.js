// Runs before the first paint, so that a dark page never flashes white. The key is Mantine's own.
;(() => {
  const stored = localStorage.getItem('mantine-color-scheme-value') ?? 'auto'
  const dark = stored === 'dark' || (stored === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
