import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AddButton, DirectoryList, type DirectoryListProps } from '@/features/directory/directory-list'
import { type DirectoryRecord, listQuery } from '@/features/directory/noun'
import { PageHeader } from '@/ui/page-header'

interface DirectoryPageProps<Item extends DirectoryRecord, Values>
  extends Omit<DirectoryListProps<Item, Values>, 'fixed' | 'withAdd'> {
  /** What else can be done here. */
  actions?: ReactNode
}

/** A page of its own for one list of the directory. */
export function DirectoryPage<Item extends DirectoryRecord, Values extends object>(
  props: DirectoryPageProps<Item, Values>,
) {
  const { noun, search, onSearch, actions } = props
  const { t } = useTranslation()
  const { data } = useQuery(listQuery(noun, search))
  const count = data && (data.total_is_exact ? t('directory.count', { count: data.total }) : t('cards.many'))
  return (
    <>
      <PageHeader title={t(`directory.${noun.key}.title`)} note={count}>
        {actions}
        <AddButton noun={noun} onSearch={onSearch} />
      </PageHeader>
      <DirectoryList {...props} />
    </>
  )
}
