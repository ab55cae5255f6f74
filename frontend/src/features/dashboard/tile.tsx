import { Text } from '@mantine/core'
import { Link, type LinkOptions } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from '@/features/dashboard/tile.module.css'
import { useNumber } from '@/lib/use-number'

interface TileProps {
  label: string
  count: number
  note: string
  /** Which meetings these are, for the list. */
  search: LinkOptions['search']
  isLive?: boolean
}

/** One figure; a click shows what it counts. */
export function Tile({ label, count, note, search, isLive = false }: TileProps) {
  const { t } = useTranslation()
  const format = useNumber()
  return (
    <Link to="/meetings" search={search} className={classes.tile} data-live={isLive || undefined}>
      <Text c="dimmed" fw={500} component="span">
        {label}
      </Text>
      <span className={classes.count}>
        {format(count)}
        <span className={classes.unit}>{t('dashboard.meetingsOf', { count })}</span>
      </span>
      <Text c="dimmed" fz={13} component="span" className="tabular">
        {note}
      </Text>
    </Link>
  )
}
