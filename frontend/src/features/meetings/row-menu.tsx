import { ActionIcon, type ActionIconProps, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { MeetingActions } from '@/features/meetings/meeting-actions'
import { SubjectActions } from '@/features/meetings/subject-actions'

interface RowMenuProps {
  meeting: Meeting
  now: string
}

const BUTTON = { variant: 'subtle', color: 'gray', size: 32 } satisfies ActionIconProps

/** Fifty closed menus cost more than the table they stand in: each is made when it is first opened. */
export function RowMenu({ meeting, now }: RowMenuProps) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState(false)
  if (wanted) return <OpenedRowMenu meeting={meeting} now={now} />
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

function OpenedRowMenu({ meeting, now }: RowMenuProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  // One step after mounting, so that closing gives the focus back to the button.
  useEffect(() => setOpened(true), [])
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon {...BUTTON} autoFocus aria-label={t('meetings.rowMenu', { topic: meeting.topic })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <SubjectActions subject={meeting.subject} meetingId={meeting.id} />
        <MeetingActions meeting={meeting} now={now} />
      </Menu.Dropdown>
    </Menu>
  )
}
