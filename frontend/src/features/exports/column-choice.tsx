import { Button, Checkbox, Group, Input, SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ExportColumn } from '@/api/types'
import { chosenColumns, columnsFor, type ExportOptions } from '@/features/exports/options'

interface ColumnChoiceProps {
  options: ExportOptions
  onChange: (without: ExportColumn[]) => void
}

/** The columns of the file, in its order. */
export function ColumnChoice({ options, onChange }: ColumnChoiceProps) {
  const { t } = useTranslation()
  const columns = columnsFor(options.rows)
  const chosen = chosenColumns(options)
  const others = options.without.filter((column) => !columns.includes(column))
  return (
    <Checkbox.Group
      value={chosen}
      onChange={(value) => onChange([...others, ...columns.filter((column) => !value.includes(column))])}
      aria-labelledby="export-columns"
      error={chosen.length === 0 && t('exports.columnNeeded')}
    >
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Input.Label component="div" id="export-columns">
          {t('exports.columnsTitle')}{' '}
          <Text span c="dimmed" fz={12} className="tabular">
            {t('exports.chosen', { count: chosen.length, total: columns.length })}
          </Text>
        </Input.Label>
        <Group gap={4} wrap="nowrap">
          <Button variant="subtle" size="compact-sm" onClick={() => onChange(others)}>
            {t('exports.allColumns')}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={() => onChange([...others, ...columns])}>
            {t('exports.noColumns')}
          </Button>
        </Group>
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing={8} mb={4}>
        {columns.map((column) => (
          <Checkbox key={column} value={column} label={t(`exports.columns.${column}`)} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
