import { Anchor, Badge } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Contact } from '@/api/types'
import { emailColumn, phoneColumn } from '@/features/directory/columns'
import type { Column } from '@/features/directory/noun'
import { cardOf } from '@/lib/cards'

export function useContactColumns(): Column<Contact>[] {
  const { t } = useTranslation()
  return [
    { label: t('directory.personName'), sort: 'name', cell: ({ name }) => name },
    {
      label: t('directory.clients.one'),
      filter: 'client_id',
      cell: ({ client }) => (
        <Anchor c="inherit" inherit renderRoot={(props) => <Link {...cardOf('client', client.id)} {...props} />}>
          {client.name}
        </Anchor>
      ),
    },
    emailColumn(t),
    phoneColumn(t),
    {
      label: t('cards.portal'),
      cell: ({ can_sign_in: may }) => may && <Badge color="teal">{t('cards.maySignIn')}</Badge>,
    },
  ]
}
