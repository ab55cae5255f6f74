import { Button, Group, List, Modal, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { useDeleteMany } from '@/features/meetings/use-delete-many'
import { problemText } from '@/lib/problem-text'

interface DeleteManyProps {
  meetings: Meeting[]
  onDeleted: (ids: string[]) => void
  onClose: () => void
}

/** Asks once for all, then tells how far it is, and at the end which stayed and why. */
export function DeleteMany({ meetings, onDeleted, onClose }: DeleteManyProps) {
  const { t } = useTranslation()
  const { state, run } = useDeleteMany(onDeleted)
  const allowed = meetings.filter(({ can }) => can.delete)
  const count = state.total || allowed.length
  return (
    <Modal
      opened
      onClose={onClose}
      title={state.isDone ? t('bulkDelete.done', { count: state.done }) : t('bulkDelete.title', { count })}
      closeOnClickOutside={!state.isRunning}
      closeOnEscape={!state.isRunning}
      withCloseButton={!state.isRunning}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        {state.total === 0 && <Consequence allowed={allowed.length} left={meetings.length - allowed.length} />}
        {state.isRunning && (
          <div role="status">
            <Text mb={8} className="tabular">
              {t('bulkDelete.progress', { done: state.done, total: state.total })}
            </Text>
            <Progress
              value={(100 * (state.done + state.failed.length)) / state.total}
              aria-label={t('common.delete')}
            />
          </div>
        )}
        {state.failed.length > 0 && (
          <div role="alert">
            <Text fw={600} mb={6}>
              {t('bulkDelete.failed')}
            </Text>
            <List spacing={6} size="sm">
              {state.failed.map(({ meeting, error }) => (
                <List.Item key={meeting.id}>
                  {meeting.topic}
                  <Text c="dimmed" fz={13}>
                    {problemText(error, t)}
                  </Text>
                </List.Item>
              ))}
            </List>
          </div>
        )}
        {!state.isRunning && (
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose} data-autofocus>
              {state.isDone || allowed.length === 0 ? t('common.close') : t('common.cancel')}
            </Button>
            {!state.isDone && allowed.length > 0 && (
              <Button color="red" onClick={() => void run(allowed)}>
                {t('common.delete')}
              </Button>
            )}
            {state.isDone && state.failed.length > 0 && (
              <Button color="red" onClick={() => void run(state.failed.map(({ meeting }) => meeting))}>
                {t('bulkDelete.retry')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Modal>
  )
}

/** What deleting means, and what is not touched. */
function Consequence({ allowed, left }: { allowed: number; left: number }) {
  const { t } = useTranslation()
  if (allowed === 0) return <Text c="dimmed">{t('bulkDelete.noneAllowed')}</Text>
  return (
    <>
      <Text c="dimmed">{t('bulkDelete.consequence')}</Text>
      {left > 0 && <Text c="dimmed">{t('bulkDelete.notAllowed', { count: left })}</Text>}
    </>
  )
}
