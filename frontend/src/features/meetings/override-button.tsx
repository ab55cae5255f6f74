import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'

const SHORTEST = 3
const LONGEST = 500

interface OverrideButtonProps {
  /** Whether the meeting exists already. */
  editing: boolean
  onConfirm: (reason: string) => void
}

/** For those who may let a meeting overlap although the rules forbid it: asks why. */
export function OverrideButton({ editing, onConfirm }: OverrideButtonProps) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim().length < SHORTEST ? t('override.reasonNeeded') : null) },
  })
  const submit = form.onSubmit(({ reason }) => {
    close()
    onConfirm(reason.trim())
  })
  return (
    <>
      <Button variant="default" size="xs" mt="sm" onClick={open}>
        {editing ? t('override.buttonEdit') : t('override.button')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={editing ? t('override.titleEdit') : t('override.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <form
          onSubmit={(event) => {
            // In React the dialog is inside the meeting's own form, which must not be sent as well.
            event.stopPropagation()
            submit(event)
          }}
        >
          <Stack gap="md">
            <Text>{t('override.text')}</Text>
            <Textarea
              {...form.getInputProps('reason')}
              label={t('override.reason')}
              autosize
              minRows={2}
              maxLength={LONGEST}
              data-autofocus
            />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={close}>
                {t('common.cancel')}
              </Button>
              <Button type="submit">{editing ? t('override.confirmEdit') : t('override.confirm')}</Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
