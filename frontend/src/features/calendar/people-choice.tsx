import { MultiSelect, type MultiSelectProps } from '@mantine/core'
import { IconUsers, IconVideo } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import classes from '@/features/calendar/calendar-page.module.css'
import { everybodyQuery, hostsQuery } from '@/features/calendar/queries'
import { useAccount, useMay } from '@/lib/session'

interface PeopleChoiceProps {
  staff: string[]
  hosts: string[]
  onChange: (people: { staff?: string[]; hosts?: string[] }) => void
}

const MOST = 20

/** Whose time is shown. */
export function PeopleChoice({ staff, hosts, onChange }: PeopleChoiceProps) {
  const { t } = useTranslation()
  const me = useAccount()
  const maySeeHosts = useMay('hosts.view')
  const { data: everybody = [{ id: me.id, name: me.name }] } = useQuery(everybodyQuery)
  const { data: allHosts = [] } = useQuery({ ...hostsQuery, enabled: maySeeHosts })
  return (
    <div className={classes.people}>
      <Several
        aria-label={t('calendar.staff')}
        placeholder={staff.length === 0 ? t('calendar.everything') : undefined}
        leftSection={<IconUsers size={17} aria-hidden />}
        data={everybody.map(({ id, name }) => ({ value: id, label: name }))}
        value={staff}
        onChange={(chosen) => onChange({ staff: chosen })}
      />
      {maySeeHosts && (
        <Several
          aria-label={t('calendar.hosts')}
          placeholder={hosts.length === 0 ? t('calendar.hosts') : undefined}
          leftSection={<IconVideo size={17} aria-hidden />}
          data={allHosts.map(({ id, name, email }) => ({ value: id, label: name || email }))}
          value={hosts}
          onChange={(chosen) => onChange({ hosts: chosen })}
        />
      )}
    </div>
  )
}

function Several(props: MultiSelectProps) {
  const { t } = useTranslation()
  return (
    <MultiSelect
      {...props}
      maxValues={MOST}
      searchable
      clearable
      openOnFocus={false}
      hidePickedOptions
      nothingFoundMessage={t('common.nothingFound')}
      clearButtonProps={{ 'aria-label': t('common.clear') }}
    />
  )
}
