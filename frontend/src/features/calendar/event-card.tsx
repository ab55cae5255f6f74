import { Button, Group, Popover, Stack, Text } from '@mantine/core'
import { IconArrowsMove, IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/calendar/calendar-page.module.css'
import type { CalendarBox } from '@/lib/calendar-boxes'
import { formatDayLong } from '@/lib/format'
import { dayOf } from '@/lib/time'
import { LinkButton } from '@/ui/link-button'
import { PersonLine } from '@/ui/person-line'

export interface OpenedBox {
  box: CalendarBox
  /** Where it lies on the screen. */
  rect: DOMRect
}

const WIDTH = 320
const GAP = 16

/** A row of a phone is as wide as the screen: the card stands under it. */
function hasRoomBeside({ left, right }: DOMRect): boolean {
  return right + WIDTH + GAP <= window.innerWidth || left >= WIDTH + GAP
}

interface EventCardProps {
  opened: OpenedBox | null
  onClose: () => void
  onMove: (box: CalendarBox) => void
}

/** What a box of the calendar is, beside it. */
export function EventCard({ opened, onClose, onMove }: EventCardProps) {
  const { t } = useTranslation()
  const rect = opened?.rect
  return (
    <Popover
      opened={opened !== null}
      onChange={(open) => !open && onClose()}
      position={rect && hasRoomBeside(rect) ? 'right-start' : 'bottom-start'}
      width={WIDTH}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
      middlewares={{ flip: true, shift: { padding: 8, crossAxis: true } }}
    >
      <Popover.Target>
        <div
          aria-hidden
          className={classes.anchor}
          style={{ left: rect?.left, top: rect?.top, width: rect?.width, height: rect?.height }}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('calendar.details')}>
        {opened && <EventFacts box={opened.box} onMove={onMove} onClose={onClose} />}
      </Popover.Dropdown>
    </Popover>
  )
}

interface EventFactsProps {
  box: CalendarBox
  onMove: (box: CalendarBox) => void
  onClose: () => void
}

function EventFacts({ box, onMove, onClose }: EventFactsProps) {
  const { t, i18n } = useTranslation()
  const { item } = box
  if (!item) return null
  return (
    <Stack gap={10}>
      <div>
        <Text fw={650} fz={16} style={{ overflowWrap: 'anywhere' }}>
          {item.topic ?? t('calendar.busy')}
        </Text>
        <Text c="dimmed" className="tabular">
          {formatDayLong(dayOf(box.start), i18n.language)}, {box.time}
        </Text>
        {item.subject && <Text>{item.subject.name}</Text>}
        {item.meeting_id === null && (
          <Text c="dimmed" fz={13}>
            {t('calendar.busyHint')}
          </Text>
        )}
      </div>
      {item.staff.length > 0 && (
        <Stack gap={6} component="ul" className={classes.plainList}>
          {item.staff.map((person) => (
            <PersonLine key={person.id} person={person} />
          ))}
        </Stack>
      )}
      {item.host && (
        <Text fz={13} c="dimmed">
          {t('calendar.host', { name: item.host.name })}
        </Text>
      )}
      {box.collides && (
        <Text fz={13} c="var(--app-warning-text)">
          {t('calendar.collidesHint')}
        </Text>
      )}
      <Group gap={8}>
        {item.meeting_id ? (
          <LinkButton
            to="/meetings/$meetingId"
            params={{ meetingId: item.meeting_id }}
            size="sm"
            leftSection={<IconExternalLink size={16} aria-hidden />}
            data-autofocus
          >
            {t('common.open')}
          </LinkButton>
        ) : (
          <Button size="sm" variant="default" onClick={onClose} data-autofocus>
            {t('common.close')}
          </Button>
        )}
        {item.can_edit && item.status === 'planned' && (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconArrowsMove size={16} aria-hidden />}
            onClick={() => onMove(box)}
          >
            {t('calendar.move')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
