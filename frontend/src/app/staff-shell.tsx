import { Burger, Drawer, Group } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from '@/app/account-menu'
import { ColorSchemeButton } from '@/app/color-scheme-button'
import { LanguageMenu } from '@/app/language-menu'
import { LiveStatus } from '@/app/live-status'
import { Navigation } from '@/app/navigation'
import { ShortcutsHelp } from '@/app/shortcuts-help'
import classes from '@/app/staff-shell.module.css'
import { HealthBanner } from '@/features/health/health-banner'
import { useMay } from '@/lib/session'
import { WIDE } from '@/ui/breakpoints'
import { Logo } from '@/ui/logo'

/** The focus follows the page, so that a keyboard or a screen reader does not stay behind in the bar. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const last = useRef(path)
  useEffect(() => {
    if (last.current === path) return
    last.current = path
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}

export function StaffShell() {
  const { t } = useTranslation()
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false })
  const main = useFocusOnNavigation()
  const maySeeHealth = useMay('health.view')
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t('nav.skip')}
      </a>
      {wide ? <SideBar /> : <TopBar />}
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        {maySeeHealth && <HealthBanner />}
        <Outlet />
      </main>
      <ShortcutsHelp />
      <LiveStatus />
    </div>
  )
}

function SideBar() {
  return (
    <header className={classes.bar}>
      <div className={classes.brand}>
        <Logo />
      </div>
      <Navigation />
      <Group className={classes.foot} gap={4} wrap="nowrap" justify="space-between">
        <AccountMenu />
        <Group gap={2} wrap="nowrap">
          <LanguageMenu />
          <ColorSchemeButton />
        </Group>
      </Group>
    </header>
  )
}

function TopBar() {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <header className={classes.topBar}>
      <Burger opened={opened} onClick={open} size="sm" aria-label={t('nav.open')} aria-expanded={opened} />
      <Logo />
      <Group gap={4} ml="auto" wrap="nowrap">
        <LanguageMenu />
        <ColorSchemeButton />
        <AccountMenu compact />
      </Group>
      <Drawer
        opened={opened}
        onClose={close}
        title={<Logo />}
        size={280}
        padding={0}
        styles={{ header: { padding: '12px 20px' } }}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Navigation onFollow={close} />
      </Drawer>
    </header>
  )
}
