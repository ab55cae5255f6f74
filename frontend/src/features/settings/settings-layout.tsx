import {
  IconAdjustments,
  IconArrowsExchange,
  IconHeartbeat,
  IconUserCircle,
  IconUsers,
  IconVideo,
} from '@tabler/icons-react'
import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from '@/features/settings/settings-layout.module.css'
import { useMay } from '@/lib/session'
import { PageHeader } from '@/ui/page-header'
import { TabLinks } from '@/ui/tab-links'

const OF_THE_COMPANY = [
  { to: '/settings/zoom', icon: IconVideo, label: 'settings.tabs.zoom' },
  { to: '/settings/meetings', icon: IconAdjustments, label: 'settings.tabs.meetings' },
  { to: '/settings/adoption', icon: IconArrowsExchange, label: 'adoption.tab' },
] as const

const HOSTS = [{ to: '/settings/hosts', icon: IconUsers, label: 'hosts.tab' }] as const

const HEALTH = [{ to: '/settings/health', icon: IconHeartbeat, label: 'health.tab' }] as const

const MINE = [{ to: '/settings/profile', icon: IconUserCircle, label: 'settings.tabs.profile' }] as const

/** The company's settings for those who may change or see them, and everybody's own. */
export function SettingsLayout() {
  const { t } = useTranslation()
  const mayEdit = useMay('settings.edit')
  const maySeeHosts = useMay('hosts.view')
  const maySeeHealth = useMay('health.view')
  return (
    <div className={classes.page}>
      <PageHeader title={t('settings.title')} />
      <TabLinks
        label={t('settings.title')}
        tabs={[
          ...(mayEdit ? OF_THE_COMPANY : []),
          ...(maySeeHosts ? HOSTS : []),
          ...(maySeeHealth ? HEALTH : []),
          ...MINE,
        ].map(({ to, icon, label }) => ({
          to: { to },
          icon,
          label: t(label),
        }))}
      />
      <Outlet />
    </div>
  )
}
