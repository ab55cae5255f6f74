/** The page that is open, with a dialog over it. */
export function dialogAddress(dialog: 'add-participant', meeting: string) {
  return { to: '.', search: (old: object) => ({ ...old, dialog, meeting }) as never } as const
}
