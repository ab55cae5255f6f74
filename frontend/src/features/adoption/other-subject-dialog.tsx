import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SubjectKind } from '@/api/types'
import { type Chosen, SubjectChoice } from '@/features/adoption/subject-choice'

interface OtherSubjectDialogProps {
  opened: boolean
  topic: string
  onClose: () => void
  onChoose: (subject: Chosen) => void
}

/** Somebody whom no rule proposed. */
export function OtherSubjectDialog({ opened, topic, onClose, onChoose }: OtherSubjectDialogProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<SubjectKind>('client')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('adoption.otherTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text fw={600}>{topic}</Text>
        <SubjectChoice kind={kind} onKind={setKind} chosen={chosen} onChoose={setChosen} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            disabled={!chosen}
            onClick={() => {
              if (chosen) onChoose(chosen)
              onClose()
            }}
          >
            {t('adoption.choose')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
