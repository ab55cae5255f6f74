import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTrash, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/meetings/bulk-bar.module.css'
import { DeleteMany } from '@/features/meetings/delete-many'
import type { Selection } from '@/features/meetings/use-selection'
import { useMay } from '@/lib/session'
import { ExportButton } from '@/ui/export-button'

interface BulkBarProps {
  selection: Selection
}

/** What can be done with the rows that are chosen; there while any is. */
export function BulkBar({ selection }: BulkBarProps) {
  const { t } = useTranslation()
  const mayDelete = useMay('meetings.delete')
  const [deleting, { open, close }] = useDisclosure(false)
  const { meetings, clear } = selection
  return (
    <>
      <div aria-live="polite" className={classes.live}>
        {meetings.length > 0 && (
          <div className={classes.bar} role="toolbar" aria-label={t('list.bulk')}>
            <Text fw={600} className="tabular">
              {t('list.selected', { count: meetings.length })}
            </Text>
            <Group gap={8} ml="auto">
              <ExportButton labelled />
              {mayDelete && (
                <Button
                  size="xs"
                  variant="default"
                  c="var(--app-error-text)"
                  leftSection={<IconTrash size={16} aria-hidden />}
                  onClick={open}
                >
                  {t('common.delete')}
                </Button>
              )}
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                leftSection={<IconX size={16} aria-hidden />}
                onClick={clear}
              >
                {t('list.unselect')}
              </Button>
            </Group>
          </div>
        )}
      </div>
      {deleting && <DeleteMany meetings={meetings} onDeleted={selection.forget} onClose={close} />}
    </>
  )
}
