import { Badge, Select, Skeleton, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import, ImportRow } from '@/api/types'
import classes from '@/features/imports/rows-table.module.css'

const COLORS = { new: 'brand', update: 'orange', same: 'gray', error: 'red' } as const satisfies Record<
  ImportRow['verdict'],
  string
>

interface RowsTableProps {
  columns: Import['columns']
  fields: Import['fields']
  rows: ImportRow[] | undefined
  isBusy: boolean
  /** For each column its field, or nothing. */
  onMapping: (fields: (string | null)[]) => void
}

/** The file as it is, each column with what it is taken for, each error at its cell. */
export function RowsTable({ columns, fields, rows, isBusy, onMapping }: RowsTableProps) {
  const { t } = useTranslation()
  return (
    <section
      className={classes.scroll}
      aria-label={t('imports.rows')}
      aria-busy={isBusy}
      data-busy={isBusy || undefined}
    >
      <Table className={classes.table} verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.number}>{t('imports.row')}</Table.Th>
            <Table.Th className={classes.verdict}>{t('imports.verdict')}</Table.Th>
            {columns.map((column) => (
              <Table.Th key={column.index}>
                <Text span truncate="end" display="block" maw={220} fz={13} mb={4}>
                  {column.name || t('imports.unnamed', { number: column.index + 1 })}
                </Text>
                <FieldSelect columns={columns} fields={fields} index={column.index} onMapping={onMapping} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows ? (
            rows.map((row) => <Row key={row.row} row={row} columns={columns} />)
          ) : (
            <SkeletonRows columns={columns} />
          )}
        </Table.Tbody>
      </Table>
    </section>
  )
}

interface FieldSelectProps extends Pick<RowsTableProps, 'columns' | 'fields' | 'onMapping'> {
  index: number
}

/** A field that another column had moves here: it can be only one. */
function FieldSelect({ columns, fields, index, onMapping }: FieldSelectProps) {
  const { t } = useTranslation()
  const column = columns[index]
  const choose = (field: string | null) =>
    onMapping(columns.map((each, at) => (at === index ? field : each.field === field ? null : each.field)))
  return (
    <Select
      size="xs"
      miw={176}
      aria-label={t('imports.takeAs', { name: column?.name || t('imports.unnamed', { number: index + 1 }) })}
      placeholder={t('imports.skip')}
      data={fields.map(({ key, is_required }) => ({
        value: key,
        label: `${t(`imports.fields.${fieldKey(key)}`)}${is_required ? ' *' : ''}`,
      }))}
      value={column?.field ?? null}
      onChange={choose}
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      comboboxProps={{ width: 220, position: 'bottom-start' }}
    />
  )
}

const FIELDS = [
  'name',
  'first_name',
  'last_name',
  'company',
  'client',
  'client_external_id',
  'email',
  'phone',
  'status',
  'responsible',
  'client_group',
  'locale',
  'timezone',
  'external_id',
] as const

/** The server may learn fields that this page does not know yet. */
function fieldKey(key: string): (typeof FIELDS)[number] | 'other' {
  return FIELDS.find((known) => known === key) ?? 'other'
}

function Row({ row, columns }: { row: ImportRow; columns: Import['columns'] }) {
  const { t } = useTranslation()
  const ofNoCell = row.errors.filter(({ column }) => column === null)
  return (
    <Table.Tr>
      <Table.Td className={classes.number}>{row.row}</Table.Td>
      <Table.Td className={classes.verdict}>
        <Badge variant="light" color={COLORS[row.verdict]} tt="none">
          {t(`imports.verdictOf.${row.verdict}`)}
        </Badge>
        <Messages errors={ofNoCell} />
      </Table.Td>
      {columns.map((column) => {
        const errors = row.errors.filter((error) => error.column === column.index)
        return (
          <Table.Td
            key={column.index}
            data-wrong={errors.length > 0 || undefined}
            data-skipped={column.field === null || undefined}
          >
            {row.cells[column.index] && <span className={classes.cell}>{row.cells[column.index]}</span>}
            <Messages errors={errors} />
          </Table.Td>
        )
      })}
    </Table.Tr>
  )
}

function Messages({ errors }: { errors: ImportRow['errors'] }) {
  return errors.map(({ code, message }) => (
    <Text key={code} span display="block" className={classes.message}>
      {message}
    </Text>
  ))
}

function SkeletonRows({ columns }: { columns: Import['columns'] }) {
  return [1, 2, 3, 4, 5].map((row) => (
    <Table.Tr key={row}>
      <Table.Td colSpan={columns.length + 2}>
        <Skeleton h={20} />
      </Table.Td>
    </Table.Tr>
  ))
}
