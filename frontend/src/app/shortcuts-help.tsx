import { Group, Kbd, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'

const SHORTCUTS = [
  { key: '/', does: 'shortcuts.search' },
  { key: 'C', does: 'shortcuts.create' },
  { key: 'Esc', does: 'shortcuts.close' },
  { key: '?', does: 'shortcuts.help' },
] as const

/** Opened by `?`; a field that has the focus keeps its question mark. */
export function ShortcutsHelp() {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  useHotkeys([['shift+?', open]])
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="sm">
        {SHORTCUTS.map(({ key, does }) => (
          <Group key={key} justify="space-between">
            <Text>{t(does)}</Text>
            <Kbd>{key}</Kbd>
          </Group>
        ))}
      </Stack>
    </Modal>
  )
}
