import { Button, Card, Group, SimpleGrid, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconCheck, IconDownload, IconUpload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '@/api/types'
import { refusedAddress } from '@/features/imports/queries'
import { useNumber } from '@/lib/use-number'
import { LinkButton } from '@/ui/link-button'

const FIGURES = ['created', 'updated', 'same', 'refused'] as const
const LIST = { clients: '/clients', contacts: '/contacts', leads: '/leads' } as const

interface ImportResultProps {
  one: Import
}

/** The last step: what became of the rows, and what to do with those that were not taken over. */
export function ImportResult({ one }: ImportResultProps) {
  const { t } = useTranslation()
  const number = useNumber()
  const queryClient = useQueryClient()
  useEffect(() => void queryClient.invalidateQueries({ queryKey: ['directory'] }), [queryClient])
  return (
    <Card p="lg" maw={760}>
      <Stack gap="lg">
        <Group gap="sm" wrap="nowrap">
          <ThemeIcon variant="light" color="teal" size={40} radius="xl">
            <IconCheck size={22} aria-hidden />
          </ThemeIcon>
          <Text fw={600} fz={16} role="status">
            {t('imports.done')}
          </Text>
        </Group>
        <SimpleGrid component="dl" cols={{ base: 2, sm: 4 }} m={0}>
          {FIGURES.map((figure) => (
            <div key={figure}>
              <Text component="dt" c="dimmed">
                {t(`imports.results.${figure}`)}
              </Text>
              <Text component="dd" m={0} fz={24} fw={650} className="tabular">
                {number(one.results[figure])}
              </Text>
            </div>
          ))}
        </SimpleGrid>
        {one.results.refused > 0 && (
          <Stack gap={8} align="flex-start">
            <Text>{t('imports.refusedHint')}</Text>
            <Button
              component="a"
              href={refusedAddress(one.id)}
              download
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t('imports.downloadRefused')}
            </Button>
          </Stack>
        )}
        <Group gap="sm">
          <LinkButton to={LIST[one.kind]}>{t(`imports.open.${one.kind}`)}</LinkButton>
          <LinkButton
            to="/imports/new"
            search={{ kind: one.kind }}
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
          >
            {t('imports.another')}
          </LinkButton>
        </Group>
      </Stack>
    </Card>
  )
}
