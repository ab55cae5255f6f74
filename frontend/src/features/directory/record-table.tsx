import { ActionIcon, Anchor, Group, Table, VisuallyHidden } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Column, type DirectoryRecord, type Noun, useRemoveRecord } from '@/features/directory/noun'
import classes from '@/features/directory/record-table.module.css'
import { notifyDone, notifyProblem } from '@/ui/notify'

interface RecordTableProps<Item extends DirectoryRecord, Values> {
  noun: Noun<Item, Values>
  items: Item[]
  /** The first one is the name, and opens the record. */
  columns: Column<Item>[]
  mayEdit: boolean
  onOpen: (id: string) => void
}

export function RecordTable<Item extends DirectoryRecord, Values>(props: RecordTableProps<Item, Values>) {
  const { noun, items, columns, mayEdit, onOpen } = props
  const { t } = useTranslation()
  const confirmRemove = useConfirmRemove(noun)
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} verticalSpacing={11} horizontalSpacing="md" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ label }) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
            <Table.Th w={96}>
              <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.id}>
              {columns.map(({ label, cell }, index) => (
                <Table.Td key={label} data-label={label}>
                  {index === 0 && mayEdit ? (
                    <Anchor component="button" className={classes.name} onClick={() => onOpen(item.id)}>
                      {cell(item)}
                    </Anchor>
                  ) : (
                    cell(item)
                  )}
                </Table.Td>
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
                      aria-label={`${t('common.delete')}: ${item.name}`}
                      onClick={() => confirmRemove(item)}
                    >
                      <IconTrash size={17} aria-hidden />
                    </ActionIcon>
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function useConfirmRemove<Item extends DirectoryRecord, Values>(noun: Noun<Item, Values>) {
  const { t } = useTranslation()
  const remove = useRemoveRecord(noun)
  return ({ id, name }: Item) =>
    modals.openConfirmModal({
      title: t(`directory.${noun.key}.delete`),
      children: t('directory.deleteText', { name }),
      labels: { confirm: t('common.delete'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () =>
        remove.mutate(id, {
          onSuccess: () => notifyDone(t('directory.deleted', { name })),
          onError: (error) => notifyProblem(error, t),
        }),
    })
}
