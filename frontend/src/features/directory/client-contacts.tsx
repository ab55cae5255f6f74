import { Alert, Anchor } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useContactColumns } from '@/features/directory/contact-columns'
import { contactsOfClient } from '@/features/directory/contacts'
import { DirectoryList } from '@/features/directory/directory-list'

const route = getRouteApi('/_staff/clients/$clientId/contacts')

interface ClientContactsProps {
  /** The meeting that the reader comes from: its people are marked. */
  meeting?: { id: string; topic: string; participants: { email: string }[] } | null
}

export function ClientContacts({ meeting }: ClientContactsProps) {
  const { t } = useTranslation()
  const { clientId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const noun = useMemo(() => contactsOfClient({ id: clientId }), [clientId])
  const addresses = new Set(meeting?.participants.map(({ email }) => email.toLowerCase()))
  return (
    <>
      {meeting && (
        <Alert color="brand" mb="md" icon={<IconUsers aria-hidden />}>
          {t(addresses.size > 0 ? 'cards.markedPeople' : 'cards.nobodyMarked')}{' '}
          <Anchor
            renderRoot={(props) => <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} {...props} />}
          >
            {meeting.topic}
          </Anchor>
        </Alert>
      )}
      <DirectoryList
        noun={noun}
        columns={useContactColumns()}
        search={search}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
        fixed={{ client_id: clientId }}
        marked={{
          has: ({ email }) => email !== null && addresses.has(email.toLowerCase()),
          label: t('cards.inMeeting'),
        }}
        withAdd
      />
    </>
  )
}
