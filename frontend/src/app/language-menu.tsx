import { ActionIcon, Menu } from '@mantine/core'
import { IconCheck, IconLanguage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n'
import { useUpdateProfile } from '@/lib/session'
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
