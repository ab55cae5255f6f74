import { ActionIcon, Button, Group, Menu, Modal, TextInput, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBookmark, IconBookmarkPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedFilter } from '@/api/types'
import { savedFiltersQuery, useForgetFilters, useSaveFilters } from '@/features/meetings/queries'
import { type MeetingSearch, NO_FILTERS, readSearch, toSaved } from '@/features/meetings/search'
import { problemText } from '@/lib/problem-text'
import { notifyDone, notifyProblem } from '@/ui/notify'

interface SavedFiltersProps {
  search: MeetingSearch
  onChange: (change: Partial<MeetingSearch>) => void
}

/** The reader's own filters under their names, and a way to name those that are set now. */
export function SavedFilters({ search, onChange }: SavedFiltersProps) {
  const { t } = useTranslation()
  const { data: saved = [] } = useQuery(savedFiltersQuery)
  const [naming, { open, close }] = useDisclosure(false)
  const forget = useForgetFilters()
  const apply = ({ filters }: SavedFilter) => {
    const { page: _page, page_size: _size, ...read } = readSearch(filters as never)
    onChange({ ...NO_FILTERS, ...read })
  }
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Tooltip label={t('saved.title')}>
            <ActionIcon variant="default" size={36} aria-label={t('saved.title')}>
              <IconBookmark size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {saved.map((each) => (
            <Group key={each.id} gap={2} wrap="nowrap" role="none">
              <Menu.Item onClick={() => apply(each)}>{each.name}</Menu.Item>
              <Menu.Item
                w={36}
                px={8}
                aria-label={t('saved.forget', { name: each.name })}
                closeMenuOnClick={false}
                onClick={() => forget.mutate(each.id, { onError: (error) => notifyProblem(error, t) })}
              >
                <IconX size={15} aria-hidden />
              </Menu.Item>
            </Group>
          ))}
          {saved.length > 0 && <Menu.Divider />}
          <Menu.Item leftSection={<IconBookmarkPlus size={16} aria-hidden />} onClick={open}>
            {t('saved.save')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && <NameDialog search={search} onClose={close} />}
    </>
  )
}

interface NameDialogProps {
  search: MeetingSearch
  onClose: () => void
}

function NameDialog({ search, onClose }: NameDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const save = useSaveFilters()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { name, filters: toSaved(search) },
      {
        onSuccess: () => {
          notifyDone(t('saved.done', { name }))
          onClose()
        },
      },
    )
  }
  return (
    <Modal opened onClose={onClose} title={t('saved.save')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={submit}>
        <TextInput
          label={t('saved.name')}
          description={t('saved.hint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={60}
          required
          data-autofocus
          error={save.error && problemText(save.error, t)}
        />
        <Group justify="flex-end" mt="md" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
