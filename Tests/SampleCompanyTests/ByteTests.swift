import Records
import Testing

@testable import SampleCompany

/// The files as bytes: the same every time, streamed as held, many copies without a clash.
@Suite struct ByteTests {
  /// FNV-1a, 64 bits, of names and bytes.
  static func fingerprint(_ files: [Folder.MemoryFile]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for file in files {
      (Array(file.name.utf8) + file.bytes).withUnsafeBufferPointer { bytes in
        for index in 0..<bytes.count { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
      }
    }
    return hash
  }

  @Test func theSameSeedWritesTheSameBytesTwice() {
    let again = Fernhill.files()
    #expect(again.map(\.name) == Read.files.map(\.name))
    #expect(zip(again, Read.files).allSatisfy { $0.bytes == $1.bytes })
  }

  @Test func theBytesAreTheOnesWeKnow() {
    #expect(ByteTests.fingerprint(Read.files) == 2_881_635_298_119_039_644)
  }

  @Test func anotherSeedIsAnotherCompanyWithTheSameCounts() {
    let other = Fernhill.files(seed: 7)
    #expect(!zip(other, Read.files).allSatisfy { $0.bytes == $1.bytes })
    let contacts = Sheet("contacts.csv", in: other, key: "contact_id", days: ["created"])
    let deals = Sheet("deals.csv", in: other, key: "deal_id", days: ["opened"])
    #expect(contacts.rows.count == Read.contacts.rows.count)
    #expect(contacts.refused == Truths.dirty.contacts)
    #expect(deals.values("outcome").count { $0 == "won" } == Read.deals.values("outcome").count { $0 == "won" })
  }

  @Test func allFilesTogetherStaySmall() {
    #expect(Read.files.reduce(0) { $0 + $1.bytes.count } < 6_300_000)
    #expect(Read.files.count == 19)
  }

  @Test func threeCopiesAreThreeTimesThePeopleAndNoNumberTwice() {
    var places: [String: Int] = [:]
    var shares: [Double] = []
    var files: [Folder.MemoryFile] = []
    func keep(name: String, bytes: UnsafeRawBufferPointer) {
      if let place = places[name] {
        files[place].bytes += Array(bytes)
      } else {
        places[name] = files.count
        files.append(Folder.MemoryFile(name: name, bytes: Array(bytes)))
      }
    }
    Fernhill.write(scale: 3, progress: { shares.append($0) }, to: keep)
    #expect(Set(files.map(\.name)) == Set(Read.files.map(\.name)))
    #expect(shares == shares.sorted())
    #expect(shares.last == 1)

    let contacts = Sheet("contacts.csv", in: files, key: "contact_id", days: ["created"])
    #expect(contacts.rows.count == 3 * Read.contacts.rows.count)
    #expect(contacts.refused == 3 * Truths.dirty.contacts)
    #expect(Set(contacts.values("email")).count == contacts.rows.count)
    let deals = Sheet("deals.csv", in: files, key: "deal_id", days: ["opened"])
    #expect(deals.rows.count == 3 * Read.deals.rows.count)
    #expect(deals.values("outcome").count { $0 == "won" } == 3 * 309)
    let customers = Sheet("customers.csv", in: files, key: "account", days: ["start"])
    #expect(customers.values("end").count { $0.isEmpty } == 3 * Truths.customers)
    let spend = Sheet("spend.csv", in: files, days: ["month"])
    #expect(spend.values("spend").compactMap { Int($0) }.reduce(0, +) == 3 * Truths.sources.reduce(0) { $0 + $1.spend })
  }

  @Test func aSinkThatFailsStopsTheWriting() {
    struct Full: Error, Equatable {}
    var calls = 0
    #expect(throws: Full()) {
      func refuse(name: String, bytes: UnsafeRawBufferPointer) throws(Full) {
        calls += 1
        throw Full()
      }
      try Fernhill.write(scale: 2, progress: { _ in }, to: refuse)
    }
    #expect(calls == 1)
  }

  @Test func nothingHappenedAfterTheCutoffButExpectedClosings() {
    let closed = Read.deals.column("closed")
    let outcome = Read.deals.column("outcome")
    let dated: [(Sheet, [String])] = [
      (Read.contacts, ["created", "handed_over", "accepted", "sent_back", "first_answer", "qualified"]),
      (Read.touches, ["at"]), (Read.activities, ["at"]), (Read.customers, ["start", "end", "last_renewal"]),
      (Read.tickets, ["opened_at"]), (Read.nps, ["at"]), (Read.webinars, ["held_on"]), (Read.weekly, ["week"]),
      (Read.mqls, ["became_mql", "accepted"]), (Read.spend, ["month"]),
    ]
    for (sheet, columns) in dated {
      for column in columns { #expect(sheet.values(column).max()! < "2026-10-29", "\(column)") }
    }
    for row in Read.deals.rows {
      let dates = row.enumerated().filter { day($1) != nil && day($1)! > cutoff }.map(\.offset)
      #expect(dates == (row[outcome] == "open" ? [closed] : []))
    }
  }

  @Test func exactlyThePlantedRowsMustBeRefused() {
    #expect(Read.contacts.refused == Truths.dirty.contacts)
    #expect(Read.deals.refused == Truths.dirty.deals)
    #expect(Read.webinars.refused == Truths.dirty.webinars)
    #expect(Read.customers.refused == Truths.dirty.customers)
    #expect(Read.spend.refused == Truths.dirty.spend)
    #expect(Read.weekly.refused == Truths.dirty.weekly)
    for clean in [Read.touches, Read.activities, Read.mqls, Read.plan, Read.tickets, Read.nps] { #expect(clean.refused == 0) }
    #expect(Truths.dirty.total == 41)
  }

  @Test func namesAndCompaniesExerciseQuotesAndForeignLetters() {
    let text = String(decoding: Read.files.first { $0.name == "contacts.csv" }!.bytes, as: UTF8.self)
    for piece in ["José", "Łukasz", "小林", ", Inc.\"", "\"\"24/7\"\""] { #expect(text.contains(piece)) }
    #expect(Read.contacts.values("email").allSatisfy { $0.hasSuffix(".example") })
  }
}

/// The generator of chance against published sequences.
@Suite struct XoshiroTests {
  @Test func itFollowsTheReferenceSequence() {
    // First outputs for the state 1, 2, 3, 4: test vector of rand_xoshiro 0.6 and of the authors' C code.
    var chance = Xoshiro256(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
      16_172_922_978_634_559_625, 8_476_171_486_693_032_832, 10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
    ]
    #expect(expected.map { _ in chance.next() } == expected)
  }

  @Test func itsSeedIsMixedBySplitMix() {
    // First outputs for the seed 1234567, as published with the C code.
    var mixer = SplitMix64(state: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
      16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in mixer.next() } == expected)
  }

  @Test func drawsStayInTheirRanges() {
    var chance = Xoshiro256(seed: 1)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7_000 {
      counts[chance.below(7)] += 1
      let unit = chance.unit()
      #expect(unit >= 0 && unit < 1)
    }
    #expect(counts.allSatisfy { (850...1150).contains($0) })
  }

  @Test func theNormalQuantileInvertsTheNormalLaw() {
    for p in [1e-9, 0.001, 0.02425, 0.2, 0.5, 0.8, 0.99, 1 - 1e-9] {
      #expect(abs(Normal.cumulative(Normal.quantile(p)) / p - 1) < 1e-7)
    }
    #expect(abs(Normal.quantile(0.975) - 1.959964) < 1e-6)
  }
}
