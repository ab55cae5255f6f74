import { IconAdjustments, IconUserCircle, IconUsers, IconVideo } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from '@/features/settings/settings-layout.module.css'
import { useMay } from '@/lib/session'
import { PageHeader } from '@/ui/page-header'

const OF_THE_COMPANY = [
  { to: '/settings/zoom', icon: IconVideo, label: 'settings.tabs.zoom' },
  { to: '/settings/meetings', icon: IconAdjustments, label: 'settings.tabs.meetings' },
] as const

const HOSTS = [{ to: '/settings/hosts', icon: IconUsers, label: 'hosts.tab' }] as const

const MINE = [{ to: '/settings/profile', icon: IconUserCircle, label: 'settings.tabs.profile' }] as const

/** The company's settings for those who may change or see them, and everybody's own. */
export function SettingsLayout() {
  const { t } = useTranslation()
  const mayEdit = useMay('settings.edit')
  const maySeeHosts = useMay('hosts.view')
  return (
    <div className={classes.page}>
      <PageHeader title={t('settings.title')} />
      <nav className={classes.tabs} aria-label={t('settings.title')}>
        {[...(mayEdit ? OF_THE_COMPANY : []), ...(maySeeHosts ? HOSTS : []), ...MINE].map(
          ({ to, icon: Icon, label }) => (
            <Link key={to} to={to} className={classes.tab}>
              <Icon size={17} stroke={1.8} aria-hidden />
              {t(label)}
            </Link>
          ),
        )}
      </nav>
      <Outlet />
    </div>
  )
}
