import { ActionIcon, Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportColumn } from '@/api/types'
import classes from '@/features/exports/column-choice.module.css'

interface ColumnRowProps {
  column: ExportColumn
  /** Its neighbours, where it has them. */
  before: ExportColumn | undefined
  after: ExportColumn | undefined
  isDragged: boolean
  onDrag: (column: ExportColumn | null) => void
  onDragOver: () => void
  onMove: (target: ExportColumn) => void
}

export function ColumnRow({ column, before, after, isDragged, onDrag, onDragOver, onMove }: ColumnRowProps) {
  const { t } = useTranslation()
  const name = t(`exports.columns.${column}`)
  return (
    <li
      className={classes.row}
      data-dragged={isDragged || undefined}
      draggable
      onDragStart={() => onDrag(column)}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => {
        event.preventDefault()
        onDragOver()
      }}
    >
      <IconGripVertical size={16} className={classes.grip} aria-hidden />
      <Checkbox value={column} label={name} className={classes.label} />
      <MoveButton label={t('exports.moveUp', { column: name })} target={before} onMove={onMove} icon={IconArrowUp} />
      <MoveButton label={t('exports.moveDown', { column: name })} target={after} onMove={onMove} icon={IconArrowDown} />
    </li>
  )
}

interface MoveButtonProps {
  label: string
  target: ExportColumn | undefined
  onMove: (target: ExportColumn) => void
  icon: typeof IconArrowUp
}

/** At the end of its way it does nothing rather than lose the focus; so whoever moves a row by keys can go on. */
function MoveButton({ label, target, onMove, icon: Icon }: MoveButtonProps) {
  const move = ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    if (target) onMove(target)
    requestAnimationFrame(() => currentTarget.focus())
  }
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={30}
      aria-label={label}
      aria-disabled={!target}
      style={{ opacity: target ? 1 : 0.35 }}
      onClick={move}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  )
}
