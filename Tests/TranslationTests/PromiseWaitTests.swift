import Testing

@testable import Translation

/// How long an answer takes, with those counted who still wait.
@Suite struct PromiseWaitTests {
  private typealias Wait = PromiseFacts.Wait

  @Test func `where all are answered it is the middle one, and the tenth that is slowest`() {
    let waits = (1...20).map(Double.init)
    #expect(Wait(longerThan: 0.5, answered: waits, waiting: []) == Wait(hours: 11, isOver: false))
    #expect(Wait(longerThan: 0.1, answered: waits, waiting: []) == Wait(hours: 19, isOver: false))
    for count in 1...200 {
      let own = (0..<count).map(Double.init)
      #expect(Wait(longerThan: 0.5, answered: own, waiting: [])?.hours == Double(count / 2))
      #expect(Wait(longerThan: 0.1, answered: own, waiting: [])?.hours == Double(count * 9 / 10))
    }
  }

  @Test func `who still waits makes a slow team slow, not fast`() {
    // 20 were answered within 26 hours, 12 wait for 60 and more: half of all waited longer than the middle of the answered.
    let answered = (7...26).map(Double.init)
    let waiting = (60...71).map(Double.init)
    #expect(Wait(longerThan: 0.5, answered: answered, waiting: waiting) == Wait(hours: 23, isOver: false))
    #expect(Wait(longerThan: 0.1, answered: answered, waiting: waiting) == Wait(hours: 71, isOver: true))
    #expect(Wait(longerThan: 0.5, answered: [], waiting: waiting) == Wait(hours: 71, isOver: true))
    #expect(Wait(longerThan: 0.5, answered: [], waiting: []) == nil)
  }

  @Test func `one who came an hour ago says nothing about the slow`() {
    // Kaplan and Meier by hand: 4 of 5 at risk after the first answer, then one is lost to sight, then two of three remain.
    let wait = Wait(longerThan: 0.5, answered: [1, 3, 5], waiting: [2, 6])
    #expect(wait == Wait(hours: 5, isOver: false))
  }
}

extension PromiseFacts.Wait {
  fileprivate init(hours: Double, isOver: Bool) {
    self = PromiseFacts.Wait(longerThan: 0, answered: [], waiting: [hours])!
    (self.hours, self.isOver) = (hours, isOver)
  }
}
