import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from '@/features/settings/save-bar.module.css'

interface SaveBarProps {
  shown: boolean
  saving: boolean
  onDiscard: () => void
}

/** Appears once something was changed. */
export function SaveBar({ shown, saving, onDiscard }: SaveBarProps) {
  const { t } = useTranslation()
  if (!shown) return null
  return (
    <Group className={classes.bar} justify="space-between" gap="sm">
      <Text fw={500} role="status">
        {t('settings.unsaved')}
      </Text>
      <Group gap="sm">
        <Button variant="default" onClick={onDiscard}>
          {t('settings.discard')}
        </Button>
        <Button type="submit" loading={saving}>
          {t('common.save')}
        </Button>
      </Group>
    </Group>
  )
}
