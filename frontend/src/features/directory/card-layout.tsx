import { Button } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/directory/card-layout.module.css'
import type { DirectoryRecord, Noun } from '@/features/directory/noun'
import { RecordDialog } from '@/features/directory/record-dialog'
import { useConfirmRemove } from '@/features/directory/use-confirm-remove'
import { useMay } from '@/lib/session'
import { BackButton } from '@/ui/back-button'
import { PageHeader } from '@/ui/page-header'
import { type TabLink, TabLinks } from '@/ui/tab-links'

interface CardLayoutProps<Item extends DirectoryRecord, Values> {
  noun: Noun<Item, Values>
  record: Item
  mark: ReactNode
  /** What is known of it at a glance. */
  notes: ReactNode[]
  tabs: TabLink[]
  /** Whether the dialog to edit it is open. */
  editing: boolean
  /** Where to go when it is deleted. */
  list: '/clients' | '/leads' | '/client-groups' | '/staff'
  actions?: ReactNode
  children: ReactNode
}

/** The card of one record: who it is, what can be done with it, and its parts. */
export function CardLayout<Item extends DirectoryRecord, Values extends object>(props: CardLayoutProps<Item, Values>) {
  const { noun, record, mark, notes, tabs, editing, list, actions, children } = props
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayEdit = useMay(noun.editPermission)
  const confirmRemove = useConfirmRemove(noun)
  const edit = (open: boolean) =>
    void navigate({ to: '.', search: (old) => ({ ...old, edit: open || undefined }), resetScroll: false })
  return (
    <>
      <PageHeader
        title={record.name}
        before={
          <>
            <BackButton />
            {mark}
          </>
        }
        note={<Notes notes={[t(`directory.${noun.key}.one`), ...notes]} />}
      >
        {mayEdit && (
          <>
            <Button
              variant="default"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => confirmRemove(record, () => navigate({ to: list }))}
            >
              {t(`cards.removeVerb.${noun.key}`)}
            </Button>
            <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => edit(true)}>
              {t('common.edit')}
            </Button>
          </>
        )}
        {actions}
      </PageHeader>
      <TabLinks label={record.name} tabs={tabs} />
      <Suspense>{children}</Suspense>
      <RecordDialog noun={noun} open={editing ? record.id : undefined} onClose={() => edit(false)} />
    </>
  )
}

/** One after the other with dots between; what is not known is left out. */
function Notes({ notes }: { notes: ReactNode[] }) {
  const known = notes.filter(Boolean)
  return (
    <span className={classes.notes}>
      {known.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the notes of a card keep their places.
        <span key={index}>{note}</span>
      ))}
    </span>
  )
}
