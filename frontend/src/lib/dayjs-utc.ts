/**
 * The clock of `@mantine/schedule`, which measures days by instants of the browser's own zone: on the two days a year
 * that have 23 or 25 hours, everything after the night would be drawn an hour off. In UTC every day has 24 hours, and
 * the wall clocks that the calendar is given mean the same.
 */
import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)

export default Object.assign((date?: dayjs.ConfigType) => dayjs.utc(date), dayjs)
