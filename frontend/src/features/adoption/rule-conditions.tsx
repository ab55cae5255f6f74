import { Fieldset, Select, SimpleGrid, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Ref } from '@/api/types'
import type { RuleValues } from '@/features/adoption/rule-values'
import { staffQuery } from '@/lib/choices'

interface RuleConditionsProps {
  form: UseFormReturnType<RuleValues>
  /** The employee who is chosen, and may have left since. */
  known: Ref | null
}

/** Which meetings the rule is for; what is left empty fits all. */
export function RuleConditions({ form, known }: RuleConditionsProps) {
  const { t } = useTranslation()
  const { data: staff = [] } = useQuery(staffQuery)
  const people: Ref[] = known && !staff.some(({ id }) => id === known.id) ? [known, ...staff] : staff
  return (
    <Fieldset legend={t('adoption.when')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput
          {...form.getInputProps('topic')}
          label={t('adoption.topic')}
          description={t('adoption.topicHint')}
          placeholder={t('adoption.topicExample')}
        />
        <TextInput
          {...form.getInputProps('email')}
          label={t('adoption.email')}
          description={t('adoption.emailHint')}
          placeholder="client.example"
        />
      </SimpleGrid>
      <Select
        {...form.getInputProps('hostStaffId')}
        mt="sm"
        label={t('adoption.host')}
        placeholder={t('adoption.anyHost')}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('common.clear') }}
        nothingFoundMessage={t('common.nothingFound')}
      />
    </Fieldset>
  )
}
