import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface SearchFieldProps {
  value: string
  label: string
  onSearch: (text: string) => void
  className?: string
  ref?: Ref<HTMLInputElement>
}

/** Waits for a pause in typing before it searches; Enter does not wait. */
export function SearchField({ value, label, onSearch, className, ref }: SearchFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  const searchSoon = useDebouncedCallback(onSearch, 300)
  // The address changed from outside (back, "clear filters"): it wins over what stands in the field.
  if (known !== value) {
    setKnown(value)
    if (value !== text.trim()) setText(value)
  }
  const change = (next: string) => {
    setText(next)
    searchSoon(next.trim())
  }
  return (
    <TextInput
      ref={ref}
      type="search"
      className={className}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && onSearch(text.trim())}
      leftSection={<IconSearch size={17} aria-hidden />}
      rightSection={text && <CloseButton size="sm" aria-label={t('common.clear')} onClick={() => change('')} />}
    />
  )
}
