import Records

/// Whose words, room or decision something is.
package enum Side: String, CaseIterable, Sendable {
  case marketing, sales, both
}

/// Who wrote an entry: a side, and a name only where one was given.
package struct Author: Hashable, Sendable {
  package var side: Side
  package var name: String?

  package init(_ side: Side, name: String? = nil) {
    self.side = side
    self.name = name
  }
}

/// Names one entry for ever, on whatever machine it was written: a moment and chance.
package struct EntryId: Hashable, Comparable, Sendable, BitwiseCopyable {
  package var time: UInt64
  package var chance: UInt64

  /// Of `time`, milliseconds since 1970, 48 bits count.
  package init(time: UInt64, chance: UInt64) {
    self.time = time & 0xFFFF_FFFF_FFFF
    self.chance = chance
  }

  package static func < (a: EntryId, b: EntryId) -> Bool { a.time != b.time ? a.time < b.time : a.chance < b.chance }
}

/// When an entry was written: milliseconds since 1970 in UTC, by the clock of whoever wrote it.
package struct Stamp: Hashable, Comparable, Sendable, BitwiseCopyable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (a: Stamp, b: Stamp) -> Bool { a.milliseconds < b.milliseconds }
  package var day: Day { Moment(seconds: milliseconds.quotientDown(1000)).day }
}

extension Int64 {
  /// Rounded towards earlier, before 1970 too.
  func quotientDown(_ divisor: Int64) -> Int64 { self >= 0 ? self / divisor : (self + 1) / divisor - 1 }
}

/// What somebody means to write, before the outside gives it a moment and an id.
package struct Draft: Hashable, Sendable {
  package var by: Author
  /// The last day of the data it was written before: what was known then.
  package var on: Day?
  package var what: What

  package init(by: Author, on: Day?, _ what: What) {
    self.by = by
    self.on = on
    self.what = what
  }
}

/// One line of the journal: who, when, before which data, what.
package struct Entry: Hashable, Sendable {
  package var id: EntryId
  package var at: Stamp
  package var by: Author
  package var on: Day?
  package var what: What

  package init(id: EntryId, at: Stamp, by: Author, on: Day?, what: What) {
    self.id = id
    self.at = at
    self.by = by
    self.on = on
    self.what = what
  }

  package init(_ draft: Draft, id: EntryId, at: Stamp) {
    self.init(id: id, at: at, by: draft.by, on: draft.on, what: draft.what)
  }

  /// The order of the journal, whatever the order of the file: by moment, then by id.
  package func isBefore(_ other: Entry) -> Bool { at != other.at ? at < other.at : id < other.id }

  /// The day that `--as-of` judges it by.
  package var day: Day { on ?? at.day }
}

/// Something that people wrote, with who and when: what the journal's lists hold.
package struct Kept<Body: Hashable & Sendable>: Hashable, Sendable {
  package var id: EntryId
  package var at: Stamp
  package var by: Author
  package var on: Day?
  package var body: Body

  package init(_ entry: Entry, _ body: Body) {
    id = entry.id
    at = entry.at
    by = entry.by
    on = entry.on
    self.body = body
  }
}
