import { Group } from '@mantine/core'
import { AccountMenu } from '@/app/account-menu'
import { ColorSchemeButton } from '@/app/color-scheme-button'
import { LanguageMenu } from '@/app/language-menu'
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
