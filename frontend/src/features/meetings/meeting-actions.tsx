import { Menu } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import {
  IconCloudUpload,
  IconCopy,
  IconEye,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
  IconUserPlus,
  IconVideo,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { usePushAgain } from '@/features/meetings/queries'
import { useConfirmDelete } from '@/features/meetings/use-confirm-delete'
import { useOpenDialog } from '@/features/meetings/use-open-dialog'
import { useOpenLink } from '@/features/meetings/use-open-link'
import { isBefore } from '@/lib/time'
import { notifyDone, notifyProblem, notifyRefused } from '@/ui/notify'

interface MeetingActionsProps {
  meeting: Meeting
  now: string
}

/** What can be done with a meeting from its row; only what its reader may do. */
export function MeetingActions({ meeting, now }: MeetingActionsProps) {
  const { t } = useTranslation()
  const openDialog = useOpenDialog()
  const params = { meetingId: meeting.id }
  const { can, status } = meeting
  const mayAdd = can.edit && status === 'planned' && isBefore(now, meeting.starts_at)
  return (
    <>
      <Menu.Item
        leftSection={<IconEye size={16} aria-hidden />}
        renderRoot={(props) => <Link to="/meetings/$meetingId" params={params} {...props} />}
      >
        {t('common.open')}
      </Menu.Item>
      <LinkActions meeting={meeting} />
      {can.edit && (
        <Menu.Item
          leftSection={<IconPencil size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/meetings/$meetingId/edit" params={params} {...props} />}
        >
          {t('common.edit')}
        </Menu.Item>
      )}
      {mayAdd && (
        <Menu.Item
          leftSection={<IconUserPlus size={16} aria-hidden />}
          onClick={() => openDialog('add-participant', meeting.id)}
        >
          {t('list.addParticipant')}
        </Menu.Item>
      )}
      <ZoomActions meeting={meeting} />
    </>
  )
}

interface MeetingProps {
  meeting: Meeting
}

/** Join or start, and copy what others join by. */
function LinkActions({ meeting }: MeetingProps) {
  const { t } = useTranslation()
  const clipboard = useClipboard()
  const { open } = useOpenLink()
  const { join_url: link, status, can } = meeting
  const isOpen = status === 'planned' || status === 'running'
  const copy = () => {
    clipboard.copy(link)
    notifyDone(t('meetings.linkCopied'))
  }
  const Icon = can.start ? IconPlayerPlay : IconVideo
  return (
    <>
      {isOpen && meeting.zoom_meeting_id !== null && (
        <Menu.Item leftSection={<Icon size={16} aria-hidden />} onClick={() => open(meeting.id)}>
          {can.start ? t('meetings.start') : t('meetings.join')}
        </Menu.Item>
      )}
      {link && (
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
          {t('meetings.copyLink')}
        </Menu.Item>
      )}
    </>
  )
}

/** What changes something in Zoom. */
function ZoomActions({ meeting }: MeetingProps) {
  const { t } = useTranslation()
  const confirmDelete = useConfirmDelete()
  const pushAgain = usePushAgain()
  const retry = () =>
    pushAgain.mutate(meeting.id, {
      onSuccess: ({ sync }) =>
        sync.state === 'refused'
          ? notifyRefused(t('list.stillRefused', { reason: sync.reason }), t)
          : notifyDone(t('list.pushed')),
      onError: (error) => notifyProblem(error, t),
    })
  return (
    <>
      {meeting.can.edit && meeting.sync.state === 'refused' && (
        <Menu.Item leftSection={<IconCloudUpload size={16} aria-hidden />} onClick={retry}>
          {t('list.tryAgain')}
        </Menu.Item>
      )}
      {meeting.can.delete && (
        <Menu.Item
          c="var(--app-error-text)"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => confirmDelete(meeting)}
        >
          {t('common.delete')}
        </Menu.Item>
      )}
    </>
  )
}
