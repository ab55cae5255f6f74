import { useNavigate } from '@tanstack/react-router'

/** Opens a dialog over the page by its address; other features show it. */
export function useOpenDialog() {
  const navigate = useNavigate()
  return (dialog: 'add-participant' | 'export', meeting?: string) =>
    void navigate({ to: '.', search: (old) => ({ ...old, dialog, meeting }), resetScroll: false })
}
