import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Difference } from '@/api/types'
import classes from '@/features/differences/difference-row.module.css'
import { type Value, valueWords } from '@/features/differences/difference-value'
import { useDecision } from '@/features/differences/use-decision'
import { fieldName } from '@/lib/field-words'
import { useAccount } from '@/lib/session'

interface DifferenceRowProps {
  difference: Difference
  meetingId: string
  mayDecide: boolean
}

/** One field: why it differs, both values side by side, and whose shall count. */
export function DifferenceRow({ difference, meetingId, mayDecide }: DifferenceRowProps) {
  const { t } = useTranslation()
  const { field, why, base, ours, theirs, kind } = difference
  const { decide, isPending } = useDecision(meetingId, difference)
  const name = fieldName(field, t)
  const isHost = why === 'host_refused'
  const sendWord = isHost ? 'makeAnew' : kind === 'kept' ? 'tryAgain' : 'sendOurs'
  return (
    <div className={classes.row}>
      <Text fw={600}>{name}</Text>
      <Text c="dimmed" fz={13}>
        {t(`differences.why.${why}`)}
      </Text>
      <dl className={classes.values}>
        <Side label={t('differences.ours')} field={field} value={ours} />
        <Side label={t('differences.theirs')} field={field} value={theirs} />
      </dl>
      {kind === 'disputed' && !isHost && <Before field={field} value={base} />}
      {mayDecide && (
        <Group gap="xs" mt="sm">
          <Button
            size="xs"
            variant="default"
            disabled={isPending}
            aria-label={isHost ? undefined : t('differences.takeZoomOf', { field: name })}
            onClick={() => decide('zoom')}
          >
            {t(isHost ? 'differences.keepHost' : 'differences.takeZoom')}
          </Button>
          {why !== 'waiting_room' && (
            <Button
              size="xs"
              variant={kind === 'kept' ? 'default' : 'light'}
              loading={isPending}
              aria-label={sendWord === 'sendOurs' ? t('differences.sendOursOf', { field: name }) : undefined}
              onClick={() => decide('ours')}
            >
              {t(`differences.${sendWord}`)}
            </Button>
          )}
        </Group>
      )}
    </div>
  )
}

interface SideProps {
  label: string
  field: string
  value: Value
}

function Side({ label, field, value }: SideProps) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  return (
    <div className={classes.side}>
      <dt>{label}</dt>
      <dd>{valueWords(field, value, zone, t, i18n.language)}</dd>
    </div>
  )
}

interface BeforeProps {
  field: string
  value: Value
}

function Before({ field, value }: BeforeProps) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  return (
    <Text c="dimmed" fz={13} mt={6} lineClamp={2}>
      {t('differences.before', { value: valueWords(field, value, zone, t, i18n.language) })}
    </Text>
  )
}
