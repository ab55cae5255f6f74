import { Box } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'
import { problemText } from '@/lib/problem-text'
import { FormAlert } from '@/ui/form-alert'

interface FormFailureProps {
  error: Error
}

/** Nothing when every complaint stands at its field. */
export function FormFailure({ error }: FormFailureProps) {
  const { t } = useTranslation()
  if (error instanceof ApiError && error.fields.length > 0) return null
  return (
    <Box mb="md">
      <FormAlert>{problemText(error, t)}</FormAlert>
    </Box>
  )
}
