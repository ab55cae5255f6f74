import { Alert } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'
import { problemText } from '@/lib/problem-text'

interface FormFailureProps {
  error: Error
}

/** Nothing when every complaint stands at its field. */
export function FormFailure({ error }: FormFailureProps) {
  const { t } = useTranslation()
  if (error instanceof ApiError && error.fields.length > 0) return null
  return (
    <Alert color="red" role="alert" mb="md">
      {problemText(error, t)}
    </Alert>
  )
}
