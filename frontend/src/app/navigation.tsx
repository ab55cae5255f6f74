import {
  IconAddressBook,
  IconArrowsDiff,
  IconBuildingStore,
  IconCalendar,
  IconInbox,
  IconLayoutDashboard,
  IconSettings,
  IconTargetArrow,
  IconUser,
  IconUsersGroup,
  IconVideo,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from '@/app/staff-shell.module.css'
import { InboxCount } from '@/features/adoption/inbox-count'
import { DifferencesCount } from '@/features/differences/differences-count'
import { HealthSign } from '@/features/health/health-sign'
import { useMay } from '@/lib/session'

const DECISIONS = [
  { to: '/inbox', icon: IconInbox, label: 'adoption.inbox' },
  { to: '/differences', icon: IconArrowsDiff, label: 'differences.title' },
] as const

const DIRECTORY = [
  { to: '/clients', icon: IconBuildingStore, label: 'nav.clients' },
  { to: '/contacts', icon: IconUser, label: 'nav.contacts' },
  { to: '/leads', icon: IconTargetArrow, label: 'nav.leads' },
  { to: '/client-groups', icon: IconUsersGroup, label: 'nav.groups' },
  { to: '/staff', icon: IconAddressBook, label: 'nav.staff' },
] as const

interface NavigationProps {
  onFollow?: () => void
}

export function Navigation({ onFollow }: NavigationProps) {
  const { t } = useTranslation()
  const maySeeDirectory = useMay('directory.view')
  const maySeeHealth = useMay('health.view')
  const mayEditMeetings = useMay('meetings.edit')
  const links = [
    { to: '/dashboard', icon: IconLayoutDashboard, label: 'nav.dashboard' } as const,
    { to: '/meetings', icon: IconVideo, label: 'nav.meetings' } as const,
    { to: '/calendar', icon: IconCalendar, label: 'nav.calendar' } as const,
    ...(mayEditMeetings ? DECISIONS : []),
    ...(maySeeDirectory ? DIRECTORY : []),
    { to: '/settings', icon: IconSettings, label: 'nav.settings' } as const,
  ]
  return (
    <nav className={classes.links} aria-label={t('nav.label')}>
      {links.map(({ to, icon: Icon, label }) => (
        <Link key={to} to={to} className={classes.link} onClick={onFollow} activeOptions={{ includeSearch: false }}>
          <Icon size={19} stroke={1.8} aria-hidden />
          {t(label)}
          {to === '/inbox' && <InboxCount />}
          {to === '/differences' && <DifferencesCount />}
          {to === '/settings' && maySeeHealth && <HealthSign />}
        </Link>
      ))}
    </nav>
  )
}
