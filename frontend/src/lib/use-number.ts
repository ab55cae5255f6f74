/** Numbers as the reader's language writes them. */
import { useTranslation } from 'react-i18next'

export function useNumber(): (value: number) => string {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(i18n.language)
  return (value) => format.format(value)
}
