import { Button } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { IconPlus, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { MeetingsPanel } from '@/features/meetings/meetings-panel'
import { NextMeeting } from '@/features/meetings/next-meeting'
import { meetingsQuery } from '@/features/meetings/queries'
import type { MeetingSearch } from '@/features/meetings/search'
import { useOpenDialog } from '@/features/meetings/use-open-dialog'
import { useAccount, useMay } from '@/lib/session'
import { useNow } from '@/lib/use-now'
import { zoneLabel } from '@/lib/zones'
import { PHONE } from '@/ui/breakpoints'
import { LinkButton } from '@/ui/link-button'
import { PageHeader } from '@/ui/page-header'

const route = getRouteApi('/_staff/meetings/')

export function MeetingsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const account = useAccount()
  const openDialog = useOpenDialog()
  const mayCreate = useMay('meetings.create')
  const now = useNow()
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const { data: page } = useQuery(meetingsQuery(search, account))
  useHotkeys([['c', () => mayCreate && navigate({ to: '/meetings/new' })]])

  // A page is a step that one can go back by; filters change the one that is there.
  const change = (next: Partial<MeetingSearch>) =>
    navigate({
      search: (old) => ({ ...old, ...next }),
      replace: Object.keys(next).some((name) => name !== 'page'),
      resetScroll: false,
    })

  const createButton = mayCreate && (
    <LinkButton to="/meetings/new" leftSection={<IconPlus size={17} aria-hidden />}>
      {t('meetings.create')}
    </LinkButton>
  )
  const count = page && (page.total_is_exact ? t('meetings.count', { count: page.total }) : t('list.manyMeetings'))

  return (
    <>
      <PageHeader
        title={t('meetings.title')}
        note={[count, zoneLabel(account.timezone, now, t)].filter(Boolean).join(' · ')}
      >
        <Button
          variant="default"
          leftSection={<IconUserPlus size={17} aria-hidden />}
          onClick={() => openDialog('add-participant')}
        >
          {t('list.addParticipant')}
        </Button>
        {createButton}
      </PageHeader>
      <NextMeeting now={now} compact={phone} />
      <MeetingsPanel search={search} onSearch={change} createButton={createButton} />
    </>
  )
}
