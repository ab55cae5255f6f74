import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'

/** Says what was done, and offers to take it back for as long as it is shown. */
export function notifyUndoable(message: string, t: TFunction, onUndo: () => void): void {
  const id = notifications.show({
    color: 'teal',
    autoClose: 10_000,
    closeButtonProps: { 'aria-label': t('common.close') },
    message: (
      <Group justify="space-between" wrap="nowrap">
        {message}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id)
            onUndo()
          }}
        >
          {t('calendar.undo')}
        </Button>
      </Group>
    ),
  })
}
