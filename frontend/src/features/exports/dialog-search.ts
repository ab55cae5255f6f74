/** The dialog of exports stands in the address of whatever page it is over. */
export interface ExportDialogSearch {
  dialog?: 'export'
}

export function readExportDialog(raw: Record<string, unknown>): ExportDialogSearch {
  return raw.dialog === 'export' ? { dialog: 'export' } : {}
}
