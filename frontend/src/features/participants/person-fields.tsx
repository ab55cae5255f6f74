import { ActionIcon, Autocomplete, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ClipboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonValues } from '@/features/participants/parse-people'
import type { PeopleForm } from '@/features/participants/people-form'
import classes from '@/features/participants/person-fields.module.css'
import { suggestionsQuery } from '@/features/participants/queries'
import { useMay } from '@/lib/session'

interface PersonFieldsProps {
  form: PeopleForm
  index: number
  /** There is somebody else in the form. */
  removable: boolean
  onPaste: (event: ClipboardEvent, index: number) => void
}

/** Address and name of one person; who is known already is offered while one types. */
export function PersonFields({ form, index, removable, onPaste }: PersonFieldsProps) {
  const { t } = useTranslation()
  const at = (name: keyof PersonValues) => `people.${index}.${name}`
  const fields = (
    <>
      <EmailField form={form} index={index} onPaste={onPaste} />
      <TextInput
        {...form.getInputProps(at('first_name'))}
        label={t('participants.firstName')}
        withAsterisk
        autoComplete="off"
        maxLength={64}
      />
      <TextInput
        {...form.getInputProps(at('last_name'))}
        label={t('participants.lastName')}
        autoComplete="off"
        maxLength={64}
      />
    </>
  )
  if (!removable) return <div className={classes.person}>{fields}</div>
  return (
    <fieldset className={classes.boxed} aria-label={t('participants.personNumber', { number: index + 1 })}>
      {fields}
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        color="gray"
        aria-label={t('participants.leaveOut', { number: index + 1 })}
        onClick={() => form.removeListItem('people', index)}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </fieldset>
  )
}

function EmailField({ form, index, onPaste }: Omit<PersonFieldsProps, 'removable'>) {
  const { t } = useTranslation()
  const mayLookUp = useMay('directory.view')
  const path = `people.${index}.email`
  const field = form.getInputProps(path)
  const typed = String(field.value).trim()
  const [search] = useDebouncedValue(typed, 250)
  const { data } = useQuery({ ...suggestionsQuery(search), enabled: mayLookUp && search.length > 1 })
  const found = (search === typed && data) || []
  const people = found.filter(({ email }, place) => found.findIndex((other) => other.email === email) === place)
  const takeOver = (email: string) => {
    const person = people.find((each) => each.email === email)
    if (!person) return
    form.setFieldValue(`people.${index}.first_name`, person.first_name)
    form.setFieldValue(`people.${index}.last_name`, person.last_name ?? '')
  }
  return (
    <Autocomplete
      {...field}
      className={classes.email}
      label={t('participants.email')}
      placeholder={index === 0 ? t('participants.emailPlaceholder') : undefined}
      withAsterisk
      type="text"
      inputMode="email"
      autoComplete="off"
      spellCheck={false}
      autoFocus={index === 0}
      data-autofocus={index === 0 || undefined}
      data={people.map(({ email }) => email)}
      // The server has searched already, by names too.
      filter={({ options }) => options}
      onOptionSubmit={takeOver}
      onPaste={(event) => onPaste(event, index)}
      renderOption={({ option }) => {
        const person = people.find(({ email }) => email === option.value)
        return (
          <Stack gap={0} miw={0}>
            <Text truncate>{person?.name}</Text>
            <Text c="dimmed" fz={13} truncate>
              {[option.value, person && (person.company ?? t(`participants.kinds.${person.kind}`))]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </Stack>
        )
      }}
    />
  )
}
