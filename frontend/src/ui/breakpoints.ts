/** Widths at which the page is laid out anew; the style sheets use the same ones. */
export const PHONE = '(width < 48em)'
export const FORM_BESIDE_CALENDAR = '(width >= 62em)'
export const WIDE = '(width >= 75em)'
