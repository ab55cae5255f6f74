import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { theme } from '@/app/theme'
import { firstWeekday } from '@/lib/week'
import 'dayjs/locale/ru'
import 'dayjs/locale/uk'

interface ProvidersProps {
  children: ReactNode
}

/** What every page stands on: looks, dates in the reader's language, dialogs, toasts. */
export function Providers({ children }: ProvidersProps) {
  const { i18n, t } = useTranslation()
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: firstWeekday(i18n.language), weekendDays: [] }}>
        <ModalsProvider modalProps={{ closeButtonProps: { 'aria-label': t('common.close') } }}>
          {children}
        </ModalsProvider>
      </DatesProvider>
      <Notifications position="bottom-center" containerWidth={420} />
    </MantineProvider>
  )
}
