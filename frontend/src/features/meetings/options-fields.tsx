import { Collapse, Group, Select, SimpleGrid, Switch, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MeetingOptions } from '@/api/types'
import { useMeetingFormContext } from '@/features/meetings/form-values'
import classes from '@/features/meetings/options-fields.module.css'
import { RECORDINGS, SWITCHES } from '@/lib/meeting-options'

/** Folded until wanted; the count says how many are on. */
export function OptionsFields() {
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const [opened, { toggle }] = useDisclosure(false)
  const { options } = form.values
  const set = (change: Partial<MeetingOptions>) => form.setFieldValue('options', { ...options, ...change })
  const on = SWITCHES.filter((name) => options[name]).length + (options.record === 'none' ? 0 : 1)
  return (
    <div>
      <UnstyledButton
        className={classes.toggle}
        onClick={toggle}
        aria-expanded={opened}
        aria-controls="meeting-options"
      >
        <Group gap={10}>
          <Text fw={600}>{t('form.options')}</Text>
          <Text c="dimmed" fz={13}>
            {t('form.optionsOn', { count: on })}
          </Text>
        </Group>
        <IconChevronDown size={17} aria-hidden className={classes.chevron} data-opened={opened || undefined} />
      </UnstyledButton>
      <Collapse expanded={opened} id="meeting-options">
        <Select
          label={t('options.record')}
          data={RECORDINGS.map((value) => ({ value, label: t(`record.${value}`) }))}
          value={options.record}
          onChange={(record) => record && set({ record })}
          allowDeselect={false}
          mt="xs"
          mb="md"
        />
        <SimpleGrid cols={{ base: 1, xs: 2, md: 1 }} spacing="sm">
          {SWITCHES.map((name) => (
            <Switch
              key={name}
              label={t(`options.${name}`)}
              checked={options[name]}
              onChange={(event) => set({ [name]: event.currentTarget.checked })}
            />
          ))}
        </SimpleGrid>
        {options.join_before_host && options.waiting_room && (
          <Text c="var(--app-warning-text)" fz={13} mt="sm">
            {t('options.waitingRoomWins')}
          </Text>
        )}
      </Collapse>
    </div>
  )
}
