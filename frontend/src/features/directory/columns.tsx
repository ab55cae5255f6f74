/** Columns that several lists have. */
import { Anchor, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import type { Ref } from '@/api/types'
import type { Column } from '@/features/directory/noun'
import { staffCard } from '@/lib/cards'
import { formatDayShort } from '@/lib/format'
import { dayOf, toWall } from '@/lib/time'
import { PersonAvatar } from '@/ui/person-avatar'
import { MailLink, PhoneLink } from '@/ui/reach-links'

export function emailColumn<Item extends { email: string | null }>(t: TFunction): Column<Item> {
  return { label: t('directory.email'), cell: ({ email }) => email && <MailLink email={email} /> }
}

export function phoneColumn<Item extends { phone: string | null }>(t: TFunction): Column<Item> {
  return { label: t('directory.phone'), cell: ({ phone }) => phone && <PhoneLink phone={phone} /> }
}

export function responsibleColumn<Item extends { responsible: Ref | null }>(t: TFunction): Column<Item> {
  return {
    label: t('directory.responsible'),
    filter: 'responsible_id',
    cell: ({ responsible }) => responsible && <StaffLink person={responsible} />,
  }
}

/** The day as the reader's calendar has it. */
export function addedColumn<Item extends { created_at: string }>(
  t: TFunction,
  locale: string,
  zone: string,
): Column<Item> {
  return {
    label: t('cards.added'),
    sort: 'created_at',
    wide: true,
    cell: ({ created_at }) => (
      <Text c="dimmed" className="tabular" style={{ whiteSpace: 'nowrap' }}>
        {formatDayShort(dayOf(toWall(created_at, zone)), locale)}
      </Text>
    ),
  }
}

/** A member of staff, by name, with the way to the card. */
export function StaffLink({ person }: { person: Ref }) {
  return (
    <Group gap={8} wrap="nowrap">
      <PersonAvatar person={person} size={24} />
      <Anchor c="inherit" inherit renderRoot={(props) => <Link {...staffCard(person.id)} {...props} />}>
        {person.name}
      </Anchor>
    </Group>
  )
}
