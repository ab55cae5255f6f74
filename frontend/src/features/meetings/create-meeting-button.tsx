import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MeetingsScope } from '@/features/meetings/search'
import { useMay } from '@/lib/session'
import { LinkButton } from '@/ui/link-button'

/** To the form, with what the card is about filled in; only for those who may. */
export function CreateMeetingButton({ scope: { subject, staff } }: { scope: MeetingsScope }) {
  const { t } = useTranslation()
  if (!useMay('meetings.create')) return null
  return (
    <LinkButton
      to="/meetings/new"
      search={{ subject_kind: subject?.kind, subject_id: subject?.id, staff_id: staff }}
      leftSection={<IconPlus size={17} aria-hidden />}
    >
      {t('meetings.create')}
    </LinkButton>
  )
}
