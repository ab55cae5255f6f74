import {
  Button,
  Card,
  Center,
  Group,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from '@/features/session/sign-in-page.module.css'
import { LOCALES, switchLocale } from '@/lib/i18n'
import { problemText } from '@/lib/problem-text'
import { useSignIn } from '@/lib/session'
import { FormAlert } from '@/ui/form-alert'
import { Logo } from '@/ui/logo'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const { t } = useTranslation()
  return (
    <main className={classes.page}>
      <Stack gap="lg" w="100%" maw={400}>
        <Center>
          <Logo />
        </Center>
        <Card p={{ base: 'lg', xs: 28 }} className={classes.card}>
          <Title order={1} fz={22} mb={4}>
            {t('signIn.title')}
          </Title>
          <Text c="dimmed" mb="lg">
            {t('signIn.hint')}
          </Text>
          <SignInForm />
        </Card>
        <LanguageChoice />
      </Stack>
    </main>
  )
}

function SignInForm() {
  const { t } = useTranslation()
  const { next } = route.useSearch()
  const router = useRouter()
  const signIn = useSignIn()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : t('signIn.emailNeeded')),
      password: (value) => (value ? null : t('signIn.passwordNeeded')),
    },
  })
  const submit = form.onSubmit((values) =>
    signIn.mutate(values, { onSuccess: () => router.history.replace(next ?? '/') }),
  )
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {signIn.isError && <FormAlert>{problemText(signIn.error, t)}</FormAlert>}
        <TextInput
          key={form.key('email')}
          {...form.getInputProps('email')}
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          autoFocus
          size="md"
        />
        <PasswordInput
          key={form.key('password')}
          {...form.getInputProps('password')}
          label={t('signIn.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          size="md"
        />
        <Button type="submit" size="md" loading={signIn.isPending} fullWidth>
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  )
}

/** Languages are called by their own names: whoever needs this cannot read the rest of the page. */
function LanguageChoice() {
  const { t, i18n } = useTranslation()
  return (
    <Group justify="center">
      <SegmentedControl
        size="xs"
        aria-label={t('account.language')}
        data={[
          { value: 'ru', label: 'Русский' },
          { value: 'uk', label: 'Українська' },
          { value: 'en', label: 'English' },
        ]}
        value={i18n.language}
        onChange={(value) => {
          const locale = LOCALES.find((each) => each === value)
          if (locale) void switchLocale(locale)
        }}
      />
    </Group>
  )
}
