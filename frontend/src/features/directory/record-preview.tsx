import { Anchor, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type DirectoryRecord, listQuery, type Noun } from '@/features/directory/noun'
import classes from '@/features/directory/record-preview.module.css'
import { DEFAULT_SEARCH, type Filters } from '@/features/directory/search'
import { ErrorState } from '@/ui/error-state'

interface RecordPreviewProps<Item extends DirectoryRecord, Values> {
  noun: Noun<Item, Values>
  fixed: Filters
  noteOf: (item: Item) => string | null | undefined
  all: LinkProps
}

const SEARCH = { ...DEFAULT_SEARCH, page_size: 10 } as const

/** The first few records that belong to a card, and the way to all of them. */
export function RecordPreview<Item extends DirectoryRecord, Values>(props: RecordPreviewProps<Item, Values>) {
  const { noun, fixed, noteOf, all } = props
  const { t } = useTranslation()
  const list = useQuery(listQuery(noun, SEARCH, fixed))
  const title = t(`directory.${noun.key}.title`)
  return (
    <Card p="lg" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{title}</Title>
        <Anchor renderRoot={(link) => <Link {...all} {...link} />}>
          {list.data?.total ? t('cards.allOf', { count: list.data.total }) : t('cards.goThere')}
        </Anchor>
      </Group>
      {list.isPending && <Skeleton h={64} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <Text c="dimmed">{t(`directory.${noun.key}.empty`)}</Text>}
      <ul className={classes.list}>
        {list.data?.items.map((item) => (
          <Group key={item.id} component="li" gap={10} wrap="nowrap">
            {noun.mark(item)}
            <Stack gap={0} miw={0}>
              {noun.card ? (
                <Anchor
                  c="inherit"
                  fw={500}
                  truncate
                  renderRoot={(link) => <Link {...noun.card?.(item.id)} {...link} />}
                >
                  {item.name}
                </Anchor>
              ) : (
                <Text fw={500} truncate>
                  {item.name}
                </Text>
              )}
              <Text c="dimmed" fz={13} truncate>
                {noteOf(item)}
              </Text>
            </Stack>
          </Group>
        ))}
      </ul>
    </Card>
  )
}
