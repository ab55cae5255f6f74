import { Button, FileButton, Loader, Stack, Text } from '@mantine/core'
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/imports/file-drop.module.css'

const ACCEPTED = '.csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface FileDropProps {
  largestBytes: number
  isBusy: boolean
  onFile: (file: File) => void
}

/** One file, chosen by a button or dropped here. */
export function FileDrop({ largestBytes, isBusy, onFile }: FileDropProps) {
  const { t } = useTranslation()
  const [isOver, setIsOver] = useState(false)
  const [complaint, setComplaint] = useState<string>()
  const take = (file: File | null | undefined) => {
    if (!file || isBusy) return
    const isTooLarge = file.size > largestBytes
    setComplaint(isTooLarge ? t('fieldErrors.too_large') : undefined)
    if (!isTooLarge) onFile(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <section
      className={classes.drop}
      aria-label={t('imports.file')}
      aria-busy={isBusy}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Stack align="center" gap={6}>
        {isBusy ? <Loader size={34} /> : <IconFileSpreadsheet size={34} stroke={1.5} aria-hidden />}
        <Text fw={600} role="status">
          {isBusy ? t('imports.reading') : t('imports.drop')}
        </Text>
        <Text c="dimmed" fz={13} mb={8}>
          {t('imports.limits')}
        </Text>
        <FileButton accept={ACCEPTED} onChange={take} disabled={isBusy}>
          {(button) => (
            <Button {...button} variant="default" disabled={isBusy} leftSection={<IconUpload size={16} aria-hidden />}>
              {t('imports.choose')}
            </Button>
          )}
        </FileButton>
        {complaint && (
          <Text c="var(--app-error-text)" role="alert">
            {complaint}
          </Text>
        )}
      </Stack>
    </section>
  )
}
