import { Menu } from '@mantine/core'
import { IconAddressBook, IconBuildingStore, IconTargetArrow, IconUsersGroup } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { cardOf, contactsOf } from '@/lib/cards'
import { useMay } from '@/lib/session'

interface SubjectActionsProps {
  subject: Meeting['subject']
  meetingId: string
}

const ICONS = { client: IconBuildingStore, lead: IconTargetArrow, client_group: IconUsersGroup } as const

/** To the card of whom the meeting is about, and to a client's contacts with the meeting's people marked. */
export function SubjectActions({ subject, meetingId }: SubjectActionsProps) {
  const { t } = useTranslation()
  const mayOpen = useMay('directory.view')
  if (!subject || !mayOpen) return null
  const Icon = ICONS[subject.kind]
  return (
    <>
      <Menu.Item
        leftSection={<Icon size={16} aria-hidden />}
        renderRoot={(props) => <Link {...cardOf(subject.kind, subject.id)} {...props} />}
      >
        {t(`list.view.${subject.kind}`)}
      </Menu.Item>
      {subject.kind === 'client' && (
        <Menu.Item
          leftSection={<IconAddressBook size={16} aria-hidden />}
          renderRoot={(props) => <Link {...contactsOf(subject.id, meetingId)} {...props} />}
        >
          {t('list.contacts')}
        </Menu.Item>
      )}
      <Menu.Divider />
    </>
  )
}
