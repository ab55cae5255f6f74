import { Card, Input, List, SegmentedControl, Stack, Text } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'
import { FileDrop } from '@/features/imports/file-drop'
import { useUpload } from '@/features/imports/queries'
import { KINDS } from '@/features/imports/search'
import { fieldText, problemText } from '@/lib/problem-text'
import { BackButton } from '@/ui/back-button'
import { FormAlert } from '@/ui/form-alert'
import { PageHeader } from '@/ui/page-header'

const route = getRouteApi('/_staff/imports/new')
const LARGEST_BYTES = 10 * 1024 * 1024

/** The first step: what is imported, and from which file. */
export function NewImportPage() {
  const { t } = useTranslation()
  const { kind } = route.useSearch()
  const navigate = useNavigate()
  const upload = useUpload()
  const send = (file: File) =>
    upload.mutate(
      { kind, file },
      {
        onSuccess: ({ id }) =>
          void navigate({ to: '/imports/$importId', params: { importId: id }, search: {}, replace: true }),
      },
    )
  const choose = (value: string) => {
    const chosen = KINDS.find((each) => each === value)
    upload.reset()
    if (chosen) void navigate({ to: '/imports/new', search: { kind: chosen }, replace: true })
  }
  return (
    <>
      <PageHeader title={t('imports.title')} before={<BackButton />} />
      <Card p={{ base: 'md', sm: 'lg' }} maw={760}>
        <Stack gap="lg">
          <Stack gap={8}>
            <Input.Label component="div" id="import-kind">
              {t('imports.what')}
            </Input.Label>
            <SegmentedControl
              fullWidth
              aria-labelledby="import-kind"
              value={kind}
              onChange={choose}
              data={KINDS.map((value) => ({ value, label: t(`imports.kinds.${value}`) }))}
            />
          </Stack>
          {upload.isError && <FormAlert>{uploadText(upload.error, t)}</FormAlert>}
          <FileDrop largestBytes={LARGEST_BYTES} isBusy={upload.isPending} onFile={send} />
          <Stack gap={4}>
            <Text fw={600}>{t('imports.columnsTitle')}</Text>
            <Text c="dimmed">{t(`imports.columnsOf.${kind}`)}</Text>
            <List c="dimmed" size="sm" mt={4} spacing={2}>
              <List.Item>{t('imports.rules.known')}</List.Item>
              <List.Item>{t('imports.rules.empty')}</List.Item>
              <List.Item>{t('imports.rules.look')}</List.Item>
            </List>
          </Stack>
        </Stack>
      </Card>
    </>
  )
}

/** What is wrong with a file is told at the field `file`; there is no other place to show it. */
function uploadText(error: unknown, t: Parameters<typeof problemText>[1]): string {
  const field = error instanceof ApiError ? error.fields[0] : undefined
  return field ? fieldText(field.code, field.message) : problemText(error, t)
}
