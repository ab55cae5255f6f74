import { Button, Group, Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InboxItem, SubjectKind } from '@/api/types'
import classes from '@/features/adoption/inbox-row.module.css'
import { OtherSubjectDialog } from '@/features/adoption/other-subject-dialog'
import { useDecide } from '@/features/adoption/queries'
import { formatDayShort, formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'
import { KindBadge } from '@/ui/kind-badge'
import { notifyDone, notifyProblem } from '@/ui/notify'
import { SubjectMark } from '@/ui/subject-mark'

interface Chosen {
  kind: SubjectKind
  id: string
  name: string
}

interface InboxRowProps {
  item: InboxItem
}

/** One meeting, and whom it may be about: a proposal, somebody else, or nobody. */
export function InboxRow({ item }: InboxRowProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const decide = useDecide()
  const { meeting, proposals } = item
  const say = (subject: Chosen | null) =>
    decide.mutate(
      { meetingId: meeting.id, subject: subject && { kind: subject.kind, id: subject.id } },
      {
        onSuccess: () =>
          notifyDone(
            subject
              ? t('adoption.decided', { topic: meeting.topic, name: subject.name })
              : t('adoption.decidedNobody', { topic: meeting.topic }),
          ),
        onError: (error) => notifyProblem(error, t),
      },
    )
  return (
    <li className={classes.row}>
      <About item={item} />
      <div>
        <ul className={classes.choices} aria-label={t('adoption.proposals', { topic: meeting.topic })}>
          {proposals.map(({ subject, evidence }) => (
            <li key={`${subject.kind}:${subject.id}`}>
              <UnstyledButton className={classes.choice} disabled={decide.isPending} onClick={() => say(subject)}>
                <SubjectMark kind={subject.kind} />
                <span>
                  <span className={classes.name}>{subject.name}</span>
                  <span className={classes.evidence}>
                    {evidence && evidence !== subject.name ? evidence : t(`subject.${subject.kind}`)}
                  </span>
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
        <Group gap="xs" mt="sm">
          <Button variant="default" size="xs" disabled={decide.isPending} onClick={() => setOpen(true)}>
            {t('adoption.other')}
          </Button>
          <Button variant="subtle" size="xs" disabled={decide.isPending} onClick={() => say(null)}>
            {t('adoption.nobody')}
          </Button>
        </Group>
      </div>
      <OtherSubjectDialog opened={isOpen} topic={meeting.topic} onClose={() => setOpen(false)} onChoose={say} />
    </li>
  )
}

function About({ item: { meeting, rule, staff } }: InboxRowProps) {
  const { t, i18n } = useTranslation()
  const { timezone: zone } = useAccount()
  const day = formatDayShort(dayOf(toWall(meeting.starts_at, zone)), i18n.language)
  const time = `${formatTime(meeting.starts_at, zone)}–${formatTime(meeting.ends_at, zone)}`
  const facts = [meeting.host?.name, rule && t('adoption.byRule', { name: rule.name })]
  return (
    <div>
      <Group gap="4px 8px">
        <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} className={classes.topic}>
          {meeting.topic}
        </Link>
        <KindBadge kind={meeting.kind} />
      </Group>
      <Text className="tabular" fz={14}>
        {day}, {time}
      </Text>
      <Text c="dimmed" fz={13}>
        {facts.filter(Boolean).join(' · ')}
      </Text>
      {staff.length > 0 && (
        <Text c="dimmed" fz={13}>
          {t('adoption.adds', { names: staff.map(({ name }) => name).join(', ') })}
        </Text>
      )}
    </div>
  )
}
