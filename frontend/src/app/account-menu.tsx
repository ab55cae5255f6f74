import { Avatar, Group, Menu, Text, UnstyledButton } from '@mantine/core'
import { IconLogout, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { initials } from '@/lib/format'
import { useAccount, useSignOut } from '@/lib/session'
import { notifyProblem } from '@/ui/notify'

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
