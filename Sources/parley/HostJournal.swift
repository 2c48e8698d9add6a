import Dashboard
import Journal
import SampleCompany

/// The journal's outside: read at the start and when another pane wrote, written when the state asks.
extension Host {
  func openJournal() {
    guard var file = journal else {
      scribe = Scribe(Fernhill.journal)
      _ = state.apply(.journal(seen(scribe.journal), look.keeping))
      return
    }
    let keeping: Keeping
    if look.readonly {
      keeping = look.keeping
    } else if let refusal = file.refusal {
      keeping = .readOnly(refusal)
    } else {
      keeping = .file(JournalFile.fileName)
    }
    do throws(JournalFailure) {
      _ = try file.refresh()
      _ = state.apply(.journal(seen(file.journal), keeping))
    } catch {
      _ = state.apply(.journal(Journal(), .readOnly(error.sentence)))
      _ = state.apply(.done(error.sentence))
    }
    journal = file
  }

  /// Another pane wrote, or somebody edited the file.
  func readJournal() {
    guard var file = journal else { return }
    do throws(JournalFailure) {
      if try file.refresh() { _ = state.apply(.journal(seen(file.journal), state.facts.keeping)) }
    } catch { _ = state.apply(.done(error.sentence)) }
    journal = file
  }

  func stamped(_ drafts: [Draft]) -> [Entry] {
    let known = journal?.journal ?? scribe.journal
    return drafts.map { clock.entry($0, after: known) }
  }

  /// Keeps entries, and first what could not be kept before. The state is told when they are on the disk, or why not.
  /// A screen waits for nobody: where somebody else is writing, it is tried again at the next turn.
  func keep(_ entries: [Entry]) {
    let all = unkept + entries
    guard !all.isEmpty else { return }
    guard var file = journal else {
      scribe.keep(all)
      _ = perform(state.apply(.kept(all, seen(scribe.journal))))
      return
    }
    let isAgain = entries.isEmpty && isHeldUp
    do throws(JournalFailure) { try file.append(all, patience: isAgain ? 1 : JournalFile.patienceOfAScreen) } catch {
      unkept = all
      isHeldUp = if case .busy = error { true } else { false }
      if isAgain, isHeldUp { return }
      _ = state.apply(.notKept(all.count, why: error.sentence, isTriedAgain: isHeldUp))
      return
    }
    unkept = []
    isHeldUp = false
    // They are on the disk, whatever comes of reading them back.
    do throws(JournalFailure) {
      _ = try file.refresh()
      _ = perform(state.apply(.kept(all, seen(file.journal))))
    } catch { _ = state.apply(.done(error.sentence)) }
    journal = file
  }

  /// Looks at the journal where nobody tells of it, once in a while.
  func lookAround() {
    guard watch?.isBlind ?? false else { return }
    let now = Stamp.now.milliseconds
    guard now - lastLook >= Int64(Host.between) || now < lastLook else { return }
    lastLook = now
    readJournal()
  }

  /// While a meeting goes on, the clock is told with every key and once in half a minute; else nothing wakes up.
  func tellTime() { if state.isMeeting { _ = state.apply(.clock(.now)) } }

  /// With `--as-of`, what was written before later data is not there yet.
  private func seen(_ journal: Journal) -> Journal { opening.asOf.map { journal.known(by: $0) } ?? journal }
}
