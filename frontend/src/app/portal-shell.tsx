import { Group } from '@mantine/core'
import { AccountMenu, ColorSchemeButton, LanguageMenu } from '@/app/account-controls'
import { PortalPage } from '@/features/portal/portal-page'

export function PortalShell() {
  return (
    <PortalPage
      controls={
        <Group gap={4} wrap="nowrap">
          <LanguageMenu />
          <ColorSchemeButton />
          <AccountMenu compact />
        </Group>
      }
    />
  )
}
