/// Hours of work by day, ascending, one entry a day that has any.
package struct DailyHours: Sendable {
  package var days: [Day] = []
  package var hours: [Double] = []
  package init() {}
}
