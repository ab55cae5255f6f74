import { Button, Checkbox, Group, Input, ScrollArea, Text } from '@mantine/core'
import { type ComponentProps, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportColumn } from '@/api/types'
import classes from '@/features/exports/column-choice.module.css'
import { moveTo } from '@/features/exports/column-order'
import { ColumnRow } from '@/features/exports/column-row'
import { COLUMNS, chosenColumns, columnsFor, type ExportOptions } from '@/features/exports/options'

interface ColumnChoiceProps {
  options: ExportOptions
  onChange: (change: Partial<ExportOptions>) => void
}

/** The columns of the file, in its order, which can be changed by buttons, by keys and by dragging. */
export function ColumnChoice({ options, onChange }: ColumnChoiceProps) {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<ExportColumn | null>(null)
  const columns = columnsFor(options)
  const chosen = chosenColumns(options)
  const others = options.without.filter((column) => !columns.includes(column))
  const move = (moved: ExportColumn, target: ExportColumn) =>
    onChange({ order: moveTo([...options.order], moved, target) })
  return (
    <Checkbox.Group
      value={chosen}
      onChange={(value) => onChange({ without: [...others, ...columns.filter((column) => !value.includes(column))] })}
      aria-labelledby="export-columns"
      error={chosen.length === 0 && t('exports.columnNeeded')}
    >
      <Group justify="space-between" mb={6} gap={4}>
        <Input.Label component="div" id="export-columns">
          {t('exports.columnsTitle')}{' '}
          <Text span c="dimmed" fz={12} className="tabular">
            {t('exports.chosen', { count: chosen.length, total: columns.length })}
          </Text>
        </Input.Label>
        <Group gap={4} wrap="nowrap">
          <Small onClick={() => onChange({ without: others })}>{t('exports.allColumns')}</Small>
          <Small onClick={() => onChange({ without: [...others, ...columns] })}>{t('exports.noColumns')}</Small>
          <Small onClick={() => onChange({ order: COLUMNS })}>{t('exports.usualOrder')}</Small>
        </Group>
      </Group>
      <ScrollArea.Autosize mah={264} type="auto" className={classes.frame} viewportProps={{ tabIndex: -1 }}>
        <ul className={classes.list}>
          {columns.map((column, index) => (
            <ColumnRow
              key={column}
              column={column}
              before={columns[index - 1]}
              after={columns[index + 1]}
              isDragged={column === dragged}
              onDrag={setDragged}
              onDragOver={() => dragged && dragged !== column && move(dragged, column)}
              onMove={(target) => move(column, target)}
            />
          ))}
        </ul>
      </ScrollArea.Autosize>
    </Checkbox.Group>
  )
}

function Small(props: ComponentProps<typeof Button<'button'>>) {
  return <Button variant="subtle" size="compact-sm" {...props} />
}
