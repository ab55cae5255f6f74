import { Card, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCalendarHeart } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/portal/portal-page.module.css'
import { useAccount } from '@/lib/session'
import { Logo } from '@/ui/logo'

interface PortalPageProps {
  /** Language, theme and the way out; the application owns them. */
  controls: ReactNode
}

/** Clients have nothing to do here yet, and are told so. */
export function PortalPage({ controls }: PortalPageProps) {
  const { t } = useTranslation()
  const account = useAccount()
  return (
    <>
      <header className={classes.bar}>
        <Logo />
        {controls}
      </header>
      <main className={classes.main}>
        <Card p="xl" maw={520}>
          <ThemeIcon variant="light" size={52} radius="xl" mb="md">
            <IconCalendarHeart size={27} aria-hidden />
          </ThemeIcon>
          <Title order={1} fz={24} mb={6}>
            {t('portal.greeting', { name: account.name })}
          </Title>
          <Text c="dimmed" fz={15}>
            {t('portal.later')}
          </Text>
        </Card>
      </main>
    </>
  )
}
