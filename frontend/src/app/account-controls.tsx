import {
  ActionIcon,
  Avatar,
  Group,
  Menu,
  Text,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { IconCheck, IconLanguage, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { initials } from '@/lib/format'
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n'
import { useAccount, useSignOut, useUpdateProfile } from '@/lib/session'
import { notifyProblem } from '@/ui/notify'

export function LanguageMenu() {
  const { t, i18n } = useTranslation()
  const update = useUpdateProfile()
  return (
    <Menu position="top-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('account.language')}>
          <IconLanguage size={19} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {LOCALES.map((locale) => (
          <Menu.Item
            key={locale}
            lang={locale}
            rightSection={locale === i18n.language && <IconCheck size={15} aria-hidden />}
            onClick={() => update.mutate({ locale }, { onError: (error) => notifyProblem(error, t) })}
          >
            {LOCALE_NAMES[locale]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

export function ColorSchemeButton() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const next = scheme === 'dark' ? 'light' : 'dark'
  const Icon = scheme === 'dark' ? IconSun : IconMoon
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={34}
      aria-label={t(`account.schemes.${next}`)}
      onClick={() => setColorScheme(next)}
    >
      <Icon size={19} aria-hidden />
    </ActionIcon>
  )
}

interface AccountMenuProps {
  /** On the phone's top bar only the picture is shown. */
  compact?: boolean
}

export function AccountMenu({ compact = false }: AccountMenuProps) {
  const { t } = useTranslation()
  const account = useAccount()
  const signOut = useSignOut()
  const leave = () => signOut.mutate(undefined, { onError: (error) => notifyProblem(error, t) })
  return (
    <Menu position={compact ? 'bottom-end' : 'top-start'} width={220}>
      <Menu.Target>
        <UnstyledButton aria-label={t('account.menu', { name: account.name })} style={{ minWidth: 0 }}>
          <Group gap={9} wrap="nowrap">
            <Avatar color="brand" size={34} aria-hidden>
              {initials(account.name)}
            </Avatar>
            {!compact && (
              <Text truncate fw={500}>
                {account.name}
              </Text>
            )}
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{account.email}</Menu.Label>
        {account.kind === 'staff' && (
          <Menu.Item
            leftSection={<IconUserCircle size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/settings/profile" {...props} />}
          >
            {t('account.profile')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
