import { Input, SegmentedControl, Select, Stack, Text, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Account } from '@/api/types'
import { SettingsCard } from '@/features/settings/settings-card'
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n'
import { roleName } from '@/lib/role-name'
import { useAccount, useUpdateProfile } from '@/lib/session'
import { useNow } from '@/lib/use-now'
import { notifyDone, notifyProblem } from '@/ui/notify'
import { ZoneSelect } from '@/ui/zone-select'

const SCHEMES = ['auto', 'light', 'dark'] as const

/** Language, zone and looks: each is saved when it is chosen. */
export function ProfilePage() {
  const { t } = useTranslation()
  const account = useAccount()
  const now = useNow(600)
  const update = useUpdateProfile()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const change = (wish: Partial<Pick<Account, 'locale' | 'timezone'>>) =>
    update.mutate(wish, {
      onSuccess: () => notifyDone(t('settings.saved')),
      onError: (error) => notifyProblem(error, t),
    })
  return (
    <SettingsCard title={account.name} hint={`${account.email} · ${roleName(account.role, t)}`}>
      <Select
        label={t('settings.language')}
        data={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
        value={account.locale}
        onChange={(value) => {
          const locale = LOCALES.find((each) => each === value)
          if (locale) change({ locale })
        }}
        allowDeselect={false}
        maw={420}
      />
      <ZoneSelect
        label={t('settings.zone')}
        description={t('settings.zoneHint')}
        instant={now}
        value={account.timezone}
        onChange={(timezone) => timezone && change({ timezone })}
        allowDeselect={false}
        maw={420}
      />
      <Stack gap={4} align="flex-start">
        <Input.Label component="div" id="color-scheme">
          {t('settings.theme')}
        </Input.Label>
        <SegmentedControl
          aria-labelledby="color-scheme"
          data={SCHEMES.map((scheme) => ({ value: scheme, label: t(`settings.themes.${scheme}`) }))}
          value={colorScheme}
          onChange={setColorScheme}
        />
      </Stack>
      <Text c="dimmed" fz={13}>
        {t('settings.savedAtOnce')}
      </Text>
    </SettingsCard>
  )
}
