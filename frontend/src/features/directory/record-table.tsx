import { ActionIcon, Badge, Group, Table, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column, DirectoryRecord, Noun } from '@/features/directory/noun'
import classes from '@/features/directory/record-table.module.css'
import type { DirectorySort } from '@/features/directory/search'
import { useConfirmRemove } from '@/features/directory/use-confirm-remove'
import { WIDE } from '@/ui/breakpoints'
import { SortHeading } from '@/ui/sort-heading'

interface RecordTableProps<Item extends DirectoryRecord, Values> {
  noun: Noun<Item, Values>
  items: Item[]
  /** The first one is the name, and opens the record. */
  columns: Column<Item>[]
  sort: DirectorySort
  onSort: (sort: DirectorySort) => void
  mayEdit: boolean
  onOpen: (id: string) => void
  /** Records that the reader came for, and what to call them. */
  marked?: { has: (item: Item) => boolean; label: string }
}

export function RecordTable<Item extends DirectoryRecord, Values>(props: RecordTableProps<Item, Values>) {
  const { columns, items, sort, onSort } = props
  const { t } = useTranslation()
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false })
  const shown = columns.filter((column) => wide || !column.wide)
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} verticalSpacing={9} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {shown.map(({ label, sort: by }) =>
              by ? (
                <SortHeading key={label} by={by} sort={sort} onSort={onSort}>
                  {label}
                </SortHeading>
              ) : (
                <Table.Th key={label}>{label}</Table.Th>
              ),
            )}
            <Table.Th w={96}>
              <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <RecordRow key={item.id} {...props} item={item} columns={shown} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

interface RecordRowProps<Item extends DirectoryRecord, Values>
  extends Omit<RecordTableProps<Item, Values>, 'items' | 'sort' | 'onSort'> {
  item: Item
}

function RecordRow<Item extends DirectoryRecord, Values>(props: RecordRowProps<Item, Values>) {
  const { noun, item, columns, mayEdit, onOpen, marked } = props
  const { t } = useTranslation()
  const confirmRemove = useConfirmRemove(noun)
  const isMarked = marked?.has(item)
  const [name, ...others] = columns
  return (
    <Table.Tr className={classes.row} data-marked={isMarked || undefined}>
      <Table.Td>
        <Group gap={10} wrap="nowrap">
          {noun.mark(item)}
          <div className={classes.name}>
            <RecordName {...props} text={name?.cell(item)} />
            {isMarked && <Badge color="brand">{marked?.label}</Badge>}
          </div>
        </Group>
      </Table.Td>
      {others.map(({ label, cell }) => (
        <Table.Td key={label}>{cell(item)}</Table.Td>
      ))}
      <Table.Td className={classes.actions}>
        {mayEdit && (
          <Group gap={4} wrap="nowrap" justify="flex-end">
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label={`${t('common.edit')}: ${item.name}`}
              onClick={() => onOpen(item.id)}
            >
              <IconPencil size={17} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="red"
              size={32}
              aria-label={`${t(`cards.removeVerb.${noun.key}`)}: ${item.name}`}
              onClick={() => confirmRemove(item)}
            >
              <IconTrash size={17} aria-hidden />
            </ActionIcon>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

interface RecordNameProps<Item extends DirectoryRecord, Values> extends RecordRowProps<Item, Values> {
  text: ReactNode
}

/** The whole row leads where the name does. */
function RecordName<Item extends DirectoryRecord, Values>(props: RecordNameProps<Item, Values>) {
  const { noun, item, text, mayEdit, onOpen } = props
  if (noun.card) {
    return (
      <Link {...noun.card(item.id)} className={classes.open}>
        {text}
      </Link>
    )
  }
  if (!mayEdit) return <span>{text}</span>
  return (
    <button type="button" className={classes.open} onClick={() => onOpen(item.id)}>
      {text}
    </button>
  )
}
