import {
  Badge,
  Button,
  Card,
  createTheme,
  Drawer,
  Loader,
  type MantineColorsTuple,
  Menu,
  Modal,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Select,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'

const brand: MantineColorsTuple = [
  '#edf1ff',
  '#dce5ff',
  '#b9c8ff',
  '#93a9fb',
  '#6f8bf5',
  '#5373ef',
  '#3f61ea',
  '#3350cc',
  '#2a43ab',
  '#1f3385',
]

/** Mantine's own red and teal are too pale for white text on them (WCAG AA); these are not. */
const red: MantineColorsTuple = [
  '#ffeeee',
  '#fddada',
  '#f6b3b3',
  '#ee8a8a',
  '#e66767',
  '#dc4848',
  '#cc2f2f',
  '#b02525',
  '#921d1d',
  '#6f1616',
]

const teal: MantineColorsTuple = [
  '#e8f9f1',
  '#dff6ec',
  '#b4e6d1',
  '#86d5b4',
  '#52c197',
  '#23a378',
  '#0b7a57',
  '#086548',
  '#06523b',
  '#043c2b',
]

const dark: MantineColorsTuple = [
  '#d3daea',
  '#b6c0d6',
  '#9aa5bd',
  '#8d98b1',
  '#38435a',
  '#273044',
  '#1d2536',
  '#161c2a',
  '#0f1420',
  '#0a0e17',
]

const gray: MantineColorsTuple = [
  '#f6f7fb',
  '#eff1f7',
  '#eaedf4',
  '#e5e8f1',
  '#cdd3df',
  '#6b7489',
  '#586178',
  '#434b60',
  '#2b3348',
  '#151c2d',
]

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: 6,
  colors: { brand, red, teal, dark, gray },
  black: '#151c2d',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: '12px', sm: '14px', md: '15px', lg: '17px', xl: '20px' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '1.25' },
      h2: { fontSize: '18px', lineHeight: '1.35' },
      h3: { fontSize: '15px', lineHeight: '1.4' },
    },
  },
  radius: { xs: '4px', sm: '6px', md: '9px', lg: '14px', xl: '20px' },
  defaultRadius: 'md',
  shadows: { sm: '0 1px 2px rgb(21 28 45 / 6%)', md: '0 8px 28px rgb(21 28 45 / 14%)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: Badge.extend({ defaultProps: { variant: 'light', tt: 'none', fw: 600, fz: 12, h: 22 } }),
    Button: Button.extend({ defaultProps: { fw: 600 } }),
    Card: Card.extend({ defaultProps: { radius: 'lg', withBorder: true, padding: 0 } }),
    Drawer: Drawer.extend({ defaultProps: { overlayProps: { backgroundOpacity: 0.5 } } }),
    Loader: Loader.extend({ defaultProps: { size: 'sm' } }),
    // The kit's placeholder that takes the first focus has no role, which axe reports as critical.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md' } }),
    Modal: Modal.extend({
      defaultProps: { radius: 'lg', centered: true, padding: 'lg' },
      styles: { title: { fontSize: 17, fontWeight: 650 } },
    }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'sm' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { radius: 'md' } }),
    Select: Select.extend({ defaultProps: { checkIconPosition: 'right', openOnFocus: false } }),
    Text: Text.extend({ defaultProps: { size: 'sm' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'sm' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
  },
})
