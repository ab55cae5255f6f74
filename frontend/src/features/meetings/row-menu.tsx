import { ActionIcon, type ActionIconProps, Menu } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCopy, IconDots, IconEye, IconPencil, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { useConfirmDelete } from '@/features/meetings/use-confirm-delete'
import { notifyDone } from '@/ui/notify'

interface RowMenuProps {
  meeting: Meeting
}

const BUTTON = { variant: 'subtle', color: 'gray', size: 32 } satisfies ActionIconProps

/** Fifty closed menus cost more than the table they stand in: each is made when it is first opened. */
export function RowMenu({ meeting }: RowMenuProps) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState(false)
  if (wanted) return <OpenedRowMenu meeting={meeting} />
  return (
    <ActionIcon
      {...BUTTON}
      aria-label={t('meetings.rowMenu', { topic: meeting.topic })}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setWanted(true)}
    >
      <IconDots size={18} aria-hidden />
    </ActionIcon>
  )
}

function OpenedRowMenu({ meeting }: RowMenuProps) {
  const { t } = useTranslation()
  const clipboard = useClipboard()
  const confirmDelete = useConfirmDelete()
  const [opened, setOpened] = useState(false)
  const { join_url: link, can } = meeting
  // One step after mounting, so that closing gives the focus back to the button.
  useEffect(() => setOpened(true), [])

  const copyLink = () => {
    clipboard.copy(link)
    notifyDone(t('meetings.linkCopied'))
  }

  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon {...BUTTON} autoFocus aria-label={t('meetings.rowMenu', { topic: meeting.topic })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconEye size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} {...props} />}
        >
          {t('common.open')}
        </Menu.Item>
        {can.edit && (
          <Menu.Item
            leftSection={<IconPencil size={16} aria-hidden />}
            renderRoot={(props) => (
              <Link to="/meetings/$meetingId/edit" params={{ meetingId: meeting.id }} {...props} />
            )}
          >
            {t('common.edit')}
          </Menu.Item>
        )}
        {link && (
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={copyLink}>
            {t('meetings.copyLink')}
          </Menu.Item>
        )}
        {can.delete && (
          <Menu.Item
            c="var(--app-error-text)"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => confirmDelete(meeting)}
          >
            {t('common.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
