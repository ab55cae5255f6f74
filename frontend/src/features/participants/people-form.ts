/** The people who are about to be added, as a form, and what the server says of each of them. */
import { type UseFormReturnType, useForm } from '@mantine/form'
import type { ClipboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ParticipantCreate } from '@/api/types'
import { newPerson, type PersonValues, parsePeople } from '@/features/participants/parse-people'
import { fieldPathTexts } from '@/lib/problem-text'

interface PeopleValues {
  people: PersonValues[]
}

export type PeopleForm = UseFormReturnType<PeopleValues>

export function usePeopleForm(): PeopleForm {
  const { t } = useTranslation()
  return useForm<PeopleValues>({
    initialValues: { people: [newPerson()] },
    validate: {
      people: {
        email: (value) => (value.includes('@') ? null : t('participants.emailNeeded')),
        first_name: (value) => (value.trim() ? null : t('participants.firstNameNeeded')),
      },
    },
  })
}

/** Several addresses at once become as many people; a single one is left to the field. */
export function pastePeople(form: PeopleForm, event: ClipboardEvent, index: number): void {
  const pasted = parsePeople(event.clipboardData.getData('text'))
  const isPlain = pasted.length === 1 && !event.clipboardData.getData('text').includes('<')
  if (pasted.length === 0 || isPlain) return
  event.preventDefault()
  const others = form.getValues().people.filter(({ email }, place) => place !== index && email)
  form.setFieldValue('people', [...others, ...pasted])
}

export function toBodies({ people }: PeopleValues): ParticipantCreate[] {
  return people.map(({ email, first_name, last_name }) => ({
    email,
    first_name,
    last_name: last_name.trim() || null,
  }))
}

/** One person's mistakes stand at `email`, those of several at `participants.1.email`. */
export function errorsOf(error: unknown): Record<string, string> {
  const texts = Object.entries(fieldPathTexts(error)).map(([path, text]) => {
    const isOfSeveral = path.startsWith('participants.')
    return [isOfSeveral ? path.replace('participants.', 'people.') : `people.0.${path}`, text] as const
  })
  return Object.fromEntries(texts)
}
