import { Checkbox, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/meetings/meeting-filters.module.css'
import { peopleQuery, useStaffNames } from '@/features/meetings/queries'
import { ME, NONE, split } from '@/features/meetings/search'
import { useAccount } from '@/lib/session'

interface PeopleChoiceProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** Also "nobody". */
  withNone?: boolean
}

/** Several people of the company, former ones too; the reader first. */
export function PeopleChoice({ label, value, onChange, withNone = false }: PeopleChoiceProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 250)
  const me = useAccount().id
  const chosen = split(value)
  const names = useStaffNames(chosen)
  const { data: found = [] } = useQuery(peopleQuery(search))

  const first = [{ id: ME, name: t('list.me') }, ...(withNone ? [{ id: NONE, name: t('list.none') }] : [])]
  const kept = chosen.filter((id) => id !== ME && id !== NONE).map((id) => ({ id, name: names.get(id) ?? '…' }))
  const others = found.filter(({ id }) => id !== me && !chosen.includes(id))
  const toggle = (id: string, on: boolean) =>
    onChange((on ? [...chosen, id] : chosen.filter((each) => each !== id)).join(','))

  return (
    <Stack gap="sm" component="fieldset" className={classes.set} aria-label={label}>
      <TextInput
        size="sm"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        placeholder={t('list.findPerson')}
        aria-label={t('list.findPerson')}
        leftSection={<IconSearch size={16} aria-hidden />}
      />
      <ScrollArea.Autosize mah={260} type="auto" offsetScrollbars viewportProps={{ tabIndex: -1 }}>
        <Stack gap={9} p={2}>
          {[...(search ? [] : first), ...kept, ...others].map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={chosen.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
          ))}
          {search && others.length === 0 && <Text c="dimmed">{t('common.nothingFound')}</Text>}
        </Stack>
      </ScrollArea.Autosize>
    </Stack>
  )
}
